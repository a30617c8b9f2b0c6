import { type Stats, statSync } from 'node:fs'

export function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() === true
}

/** Neither a file nor nothing: a pipe, a device. */
export function isSpecial(path: string): boolean {
  return statOf(path)?.isFile() === false
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
