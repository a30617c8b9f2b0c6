import { openSync, readSync, closeSync } from 'node:fs'

/** Read at once, in bytes. */
const chunkSize = 4 * 1024 * 1024

/** A byte of JSON, by its character. */
const quote = 0x22
const backslash = 0x5c
const zero = 0x30
const nine = 0x39

/**
 * A file of JSON, read forward through one buffer: numbers as they stand, strings as the place where they stand. That is
 * all a heap snapshot needs, and a file of any size takes the memory of one buffer.
 */
export class Tokens {
  readonly #file: number
  readonly #buffer = Buffer.allocUnsafe(chunkSize)
  #at = 0
  #length = 0
  /** Offset in the file of the first byte of the buffer. */
  #start = 0

  constructor(path: string) {
    this.#file = openSync(path, 'r')
  }

  /** Offset in the file of the next byte. */
  get offset(): number {
    return this.#start + this.#at
  }

  close(): void {
    closeSync(this.#file)
  }

  /** The next byte without taking it; -1 at the end. */
  peek(): number {
    return this.#at < this.#length || this.#fill() ? (this.#buffer[this.#at] ?? -1) : -1
  }

  take(): number {
    const byte = this.peek()
    this.#at++
    return byte
  }

  /** Goes behind the next `"name":`. @throws Error when there is none */
  seek(name: string): void {
    const wanted = Buffer.from(`"${name}":`)
    let matched = 0
    while (matched < wanted.length) {
      const byte = this.take()
      if (byte === -1) throw new Error(`no \`${name}\` in the heap snapshot`)
      matched = byte === wanted[matched] ? matched + 1 : byte === wanted[0] ? 1 : 0
    }
  }

  /** The text of the JSON object that begins here. */
  object(): string {
    const bytes: number[] = []
    let depth = 0
    do {
      const byte = this.take()
      if (byte === -1) break
      if (byte === 0x7b) depth++
      if (byte === 0x7d) depth--
      bytes.push(byte)
    } while (depth > 0)
    return Buffer.from(bytes).toString('utf8')
  }

  /** Hands each number of the list that begins here to `each`, in groups of `fields`. */
  numbers(fields: number, each: (group: Float64Array, index: number) => void): void {
    const group = new Float64Array(fields)
    let filled = 0
    let count = 0
    let value = -1
    this.seekByte(0x5b)
    for (;;) {
      if (this.#at >= this.#length && !this.#fill()) return
      const buffer = this.#buffer
      const end = this.#length
      let at = this.#at
      while (at < end) {
        const byte = buffer[at++] ?? 0
        if (byte >= zero && byte <= nine) {
          value = (value === -1 ? 0 : value * 10) + byte - zero
          continue
        }
        if (value !== -1) {
          group[filled++] = value
          value = -1
          if (filled === fields) {
            each(group, count++)
            filled = 0
          }
        }
        if (byte === 0x5d) {
          this.#at = at
          return
        }
      }
      this.#at = at
    }
  }

  /** Tells the offset of each string of the list that begins here, behind its first quote, and its bytes while they are at hand. */
  strings(each: (offset: number, index: number, bytes: Buffer) => void): void {
    let count = 0
    this.seekByte(0x5b)
    for (;;) {
      const byte = this.take()
      if (byte === 0x5d || byte === -1) return
      if (byte === quote) each(this.offset, count++, this.#string())
    }
  }

  seekByte(wanted: number): void {
    for (let byte = this.take(); byte !== wanted && byte !== -1;) byte = this.take()
  }

  /** The bytes of a string whose first quote is taken, up to its last, which is taken as well. */
  #string(): Buffer {
    for (let from = this.#at; ;) {
      const end = this.#buffer.subarray(0, this.#length).indexOf(quote, from)
      if (end !== -1 && !this.#isEscaped(end)) {
        const bytes = this.#buffer.subarray(this.#at, end)
        this.#at = end + 1
        return bytes
      }
      if (end !== -1) {
        from = end + 1
        continue
      }
      from = this.#length - this.#at
      if (!this.#fill()) return Buffer.alloc(0)
    }
  }

  #isEscaped(at: number): boolean {
    let slashes = 0
    while (at - slashes > this.#at && this.#buffer[at - slashes - 1] === backslash) slashes++
    return slashes % 2 === 1
  }

  /** Moves what is not taken to the front and reads on; false: there is no more. */
  #fill(): boolean {
    const left = Math.max(0, this.#length - this.#at)
    this.#buffer.copy(this.#buffer, 0, this.#at, this.#length)
    this.#start += this.#at
    const read = readSync(this.#file, this.#buffer, left, chunkSize - left, this.#start + left)
    this.#at = 0
    this.#length = left + read
    return read > 0
  }
}
