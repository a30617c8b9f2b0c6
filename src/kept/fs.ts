import fs from 'node:fs'

/**
 * File functions from before the first test: tests put spies and mocks on Node's public object. Only those that call
 * nothing else by its public name are here; `readFileSync`, for one, opens with `fs.openSync`.
 */
export const {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
  ReadStream,
  WriteStream,
} = fs

/** The public object itself, to see what others call. */
export const publicFs = fs

/** The content of a file. Throws as `readFileSync` does. */
export function readFile(file: string): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    return readDescriptor(descriptor, fstatSync(descriptor).size)
  } finally {
    closeSync(descriptor)
  }
}

export function readText(file: string): string {
  return readFile(file).toString('utf8')
}

/** The content of a file; `undefined` when it cannot be read. */
export function readIfThere(file: string): Buffer | undefined {
  try {
    return readFile(file)
  } catch {
    return undefined
  }
}

export function writeFile(file: string, content: string | Uint8Array, flag: 'w' | 'a' = 'w'): void {
  const descriptor = openSync(file, flag)
  try {
    writeAll(descriptor, content)
  } finally {
    closeSync(descriptor)
  }
}

/** A full disk takes a part without a word, and refuses the rest. */
export function writeAll(descriptor: number, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
}

const chunk = 64 * 1024

/** What there is still to read. Files of /proc have no size, and others may grow meanwhile. */
export function readDescriptor(descriptor: number, size: number): Buffer {
  const parts: Buffer[] = []
  for (;;) {
    const part = Buffer.allocUnsafe(parts.length === 0 ? size + 1 : chunk)
    const length = readSync(descriptor, part)
    if (length === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, length))
  }
}
