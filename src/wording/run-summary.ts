import type { LeakSummary } from '../verdict/leak-summary'
import type { FileRecord, LateRecord, LeakRecord } from '../verdict/record'
import { warningLines } from './summary'

/** What is printed after the run; nothing when there is nothing to say. */
export function runSummary(records: readonly LeakRecord[]): string[] {
  const files = records.filter((record): record is FileRecord => record.kind === 'file')
  const late = records.filter((record): record is LateRecord => record.kind === 'late')
  const leaks = files.flatMap((record) => record.leaks)
  const failed = total(leaks.filter(({ severity }) => severity === 'fail'))
  const warned = total(leaks.filter(({ severity }) => severity === 'warn'))
  if (failed + warned + late.length === 0) return []
  const counts = [
    [failed, 'failed'],
    [warned, 'warned'],
    [late.length, 'after the end of their file'],
  ] as const
  const parts = counts.flatMap(([n, word]) => (n === 0 ? [] : [`${String(n)} ${word}`]))
  return [
    `Leaks:       ${parts.join(', ')}`,
    ...files.flatMap(warningsOf),
    ...late.map(({ file, leak }) => indent(lateLine(file, leak))),
  ]
}

/** What was found and left open, for when the process does not end. */
export function leftOpen(records: readonly LeakRecord[]): string[] {
  const files = records.filter((record): record is FileRecord => record.kind === 'file')
  return files.flatMap(({ file, leaks }) =>
    warningLines(leaks.filter(({ closed }) => closed === undefined)).map((line) => `${file}: ${line}`),
  )
}

function warningsOf({ file, leaks }: FileRecord): string[] {
  return warningLines(leaks.filter(({ severity }) => severity === 'warn')).map((line) =>
    indent(`${file}: ${line}`),
  )
}

/** `a.test.js › polls: work left behind opened, after the end of the file, 1 × timer, opened at src/poll.js:3`. */
export function lateLine(file: string, leak: LeakSummary): string {
  const owner = [file, ...leak.owner.path].join(' › ')
  return `${owner}: work left behind opened, after the end of the file, ${warningLines([leak]).join('; ')}`
}

function total(leaks: readonly { readonly count: number }[]): number {
  return leaks.reduce((sum, { count }) => sum + count, 0)
}

function indent(line: string): string {
  return `             ${line}`
}
