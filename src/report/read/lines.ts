import { readSync } from '../../kept/fs'

const chunkSize = 64 * 1024
const newline = 0x0a

/** The lines of an open file, from its beginning; holds one at a time. Undefined: a line is longer than `longest` bytes. */
export function* linesOf(descriptor: number, longest: number): Generator<string | undefined, void, void> {
  const chunk = Buffer.allocUnsafe(chunkSize)
  let parts: Buffer[] = []
  let length = 0
  let position = 0
  for (;;) {
    const size = readSync(descriptor, chunk, 0, chunkSize, position)
    if (size === 0) break
    position += size
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1 && end < size; end = chunk.indexOf(newline, start)) {
      const last = chunk.subarray(start, end)
      yield parts.length === 0 ? last.toString('utf8') : Buffer.concat([...parts, last]).toString('utf8')
      parts = []
      length = 0
      start = end + 1
    }
    parts.push(Buffer.from(chunk.subarray(start, size)))
    length += size - start
    if (length > longest) {
      yield undefined
      return
    }
  }
  if (length > 0) yield Buffer.concat(parts).toString('utf8')
}

/** What follows the last `mark` of a file of `size` bytes, itself left out; undefined when it has none. */
export function textAfterLast(descriptor: number, size: number, mark: string): string | undefined {
  for (let length = Math.min(size, chunkSize); ; length = Math.min(size, length * 4)) {
    const end = Buffer.alloc(length)
    readSync(descriptor, end, 0, length, size - length)
    const at = end.lastIndexOf(mark)
    if (at !== -1) return end.toString('utf8', at + Buffer.byteLength(mark))
    if (length === size) return undefined
  }
}
