import { readIfThere } from '../../kept/fs'

/** Reads lines of source files, each file once; to be dropped after use. */
export function sourceLineReader(): (file: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[]>()
  return (file, line) => {
    let lines = files.get(file)
    if (lines === undefined) {
      lines = linesOf(file)
      files.set(file, lines)
    }
    return lines[line - 1]
  }
}

function linesOf(file: string): string[] {
  // Sources of compiled packages of the project need not be there.
  return String(readIfThere(file) ?? '').split(/\r?\n/)
}
