import { writeError } from '../kept/process'

/** Prints one line of this package on stderr; Jest passes a worker's stderr on. */
export function printNotice(text: string): void {
  writeError(`jest-leakguard: ${text}\n`)
}

const printed = new Set<string>()

/** Like `printNotice`, but each `key` is printed once per process. */
export function printNoticeOnce(key: string, text: string): void {
  if (printed.has(key)) return
  printed.add(key)
  printNotice(text)
}

/** An error inside this package: one warning; the suite's own results stand. */
export function reportInternalError(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  printNoticeOnce(
    'internal-error',
    `internal error in ${where}: leaks may be missed from here on, test results are not affected. Please report it.\n${text}`,
  )
}
