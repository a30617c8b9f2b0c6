import fs from 'node:fs'

// Tests put spies on Node's public object: the one that was there first is ours.
const { readFileSync } = fs

/** The content of a file; `undefined` when it cannot be read. */
export function readFile(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
