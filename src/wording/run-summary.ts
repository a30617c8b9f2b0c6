import type { Acceptance } from '../verdict/leak'
import type { LeakSummary } from '../verdict/leak-summary'
import type { FileRecord, LateRecord, LeakRecord } from '../verdict/record'
import { causeLines, type FiledLeak, titleOf } from './cause-lines'
import { countLines } from './count-lines'
import { capped } from './listed'
import { mixedLines } from './mixed-lines'
import { warned, warningLines } from './summary'
import { victimLines } from './victim-lines'

/** Lines of one kind that are printed; the rest is counted. */
const mostLines = 5

const filed = (files: readonly FileRecord[], pick: (leaks: FileRecord['leaks']) => FileRecord['leaks']) =>
  files.flatMap(({ file, leaks }) => pick(leaks).map((leak): FiledLeak => ({ file, leak })))

/** What is printed after the run; nothing when there is nothing to say. */
export function runSummary(records: readonly LeakRecord[], stale: readonly string[] = []): string[] {
  const files = records.filter((record): record is FileRecord => record.kind === 'file')
  const late = records.filter(isLateLeak)
  const leaks = files.flatMap((record) => record.leaks)
  const open = leaks.filter(({ accepted }) => accepted === undefined)
  const acceptedBy = (by: Acceptance['by']): number =>
    total(leaks.filter(({ accepted }) => accepted?.by === by))
  const counts = [
    [total(open.filter(({ severity }) => severity === 'fail')), 'failed'],
    [total(open.filter(({ severity }) => severity === 'warn')), 'warned'],
    [late.length, 'after the end of their file'],
    [acceptedBy('allowance'), 'allowed'],
    [acceptedBy('baseline'), 'in the baseline'],
  ] as const
  const others = [
    ...victimLines(files),
    ...resetsLine(files),
    ...countLines(files),
    ...mixedLines(files),
    ...allowanceLines(files, stale),
  ]
  if (counts.every(([n]) => n === 0)) return others
  const parts = counts.flatMap(([n, word]) => (n === 0 ? [] : [`${String(n)} ${word}`]))
  return [
    `Leaks:       ${parts.join(', ')}`,
    ...causeLines(filed(files, warned)).map(indent),
    ...lateLines(late).map(indent),
    ...others,
  ]
}

/** What was reset for the tests: `Singletons:  12 resets (DatabaseService 8, Config 4)`. */
function resetsLine(files: readonly FileRecord[]): string[] {
  const counts = new Map<string, number>()
  for (const [name, n] of files.flatMap(({ resets = {} }) => Object.entries(resets))) {
    counts.set(name, (counts.get(name) ?? 0) + n)
  }
  const most = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  if (most.length === 0) return []
  const sum = most.reduce((total, [, n]) => total + n, 0)
  const named = most.slice(0, 3).map(([name, n]) => `${name} ${String(n)}`)
  const rest = most.length > named.length ? `, ${String(most.length - named.length)} more` : ''
  return [`Singletons:  ${String(sum)} reset${sum === 1 ? '' : 's'} (${named.join(', ')}${rest})`]
}

function allowanceLines(files: readonly FileRecord[], stale: readonly string[]): string[] {
  const texts = [...files.flatMap(({ staleAllowances = [] }) => staleAllowances), ...stale]
  if (texts.length === 0) return []
  return [
    `Allowances:  ${String(texts.length)} to look at`,
    ...capped(texts, mostLines, 'allowance').map(indent),
  ]
}

/** Leaks of leftover work that nobody has accepted. */
function isLateLeak(record: LeakRecord): record is LateRecord {
  return record.kind === 'late' && record.leak.accepted === undefined
}

/** What was found and left open, for when the process does not end. */
export function leftOpen(records: readonly LeakRecord[]): string[] {
  const files = records.filter((record): record is FileRecord => record.kind === 'file')
  return causeLines(filed(files, (leaks) => leaks.filter(({ closed }) => closed === undefined)))
}

/** `a.test.js › polls: work left behind opened, after the end of the file, 1 × timer, opened at src/poll.js:3`. */
export function lateLine(file: string, leak: LeakSummary): string {
  return lateText(titleOf({ file, leak }), [leak])
}

/** One line for all files whose leftover work opened the same. */
function lateLines(records: readonly LateRecord[]): string[] {
  const causes = new Map<string, LateRecord[]>()
  for (const record of records) {
    const what = warningLines([{ ...record.leak, count: 1 }]).join()
    causes.set(what, [...(causes.get(what) ?? []), record])
  }
  const lines = [...causes.values()]
    .sort((a, b) => b.length - a.length)
    .map((same) => {
      const [first = '', ...others] = [...new Set(same.map(titleOf))].sort()
      const more = others.length === 0 ? '' : ` and ${String(others.length)} more`
      return lateText(
        first + more,
        same.map(({ leak }) => leak),
      )
    })
  return capped(lines, mostLines, 'cause')
}

function lateText(owner: string, leaks: readonly LeakSummary[]): string {
  return `${owner}: work left behind opened, after the end of the file, ${warningLines(leaks).join('; ')}`
}

function total(leaks: readonly { readonly count: number }[]): number {
  return leaks.reduce((sum, { count }) => sum + count, 0)
}

function indent(line: string): string {
  return `             ${line}`
}
