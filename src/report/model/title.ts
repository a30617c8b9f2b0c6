import { leakStatuses, type Report } from './model'
import { statusWord } from './status-words'

/** `Leaks: 4 failed, 1 allowed`. */
export function titleOf(report: Report): string {
  const { leaks } = report.totals
  const parts = leakStatuses.flatMap((status) =>
    leaks[status] === 0 ? [] : [`${String(leaks[status])} ${statusWord(status, report)}`],
  )
  return parts.length === 0 ? 'No leaks' : `Leaks: ${parts.join(', ')}`
}

/** `12 test files, 40 tests, 1 crashed`. */
export function runLine({ totals }: Report): string {
  const { files, notRun, tests, crashed } = totals
  const ran = `${plural(files, 'test file')}, ${plural(tests.passed + tests.failed, 'test')}`
  return [
    ran,
    crashed > 0 ? `${String(crashed)} crashed` : '',
    notRun > 0 ? `${String(notRun)} did not run` : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function plural(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`
}
