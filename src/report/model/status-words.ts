import type { LeakStatus, Report } from './model'

const words: Readonly<Record<LeakStatus, string>> = {
  new: 'new',
  late: 'after the end of their file',
  warned: 'warned',
  known: 'known',
  allowed: 'allowed',
  'closed-late': 'closed late',
}

/** How a status is written for people, after a number: `3 failed`; `3 new` when there is a baseline to compare with. */
export function statusWord(status: LeakStatus, report: Report): string {
  const hasBaseline = report.fixed !== undefined || report.totals.leaks.known > 0
  return status === 'new' && !hasBaseline ? 'failed' : words[status]
}
