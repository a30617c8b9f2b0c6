import { addressOf } from './address'
import { counted, el } from './dom'
import type { Model } from './model'

/** Totals, what is not as it should be, and what is fixed. */
export function overview({ data, pathOf }: Model): Node[] {
  const { files, fixed, notices, runs, statuses, totals } = data
  const leaks = statuses.filter(([, , count]) => count > 0)
  const crashed = Object.entries(files.problems).map(
    ([file, problem]) => `${pathOf(Number(file))} crashed: ${problem}`,
  )
  return [
    el(
      'ul',
      { class: 'runs', 'aria-label': 'Runs' },
      ...runs.slice(0, mostRuns).map(runItem),
      runs.length > mostRuns ? el('li', {}, `and ${counted(runs.length - mostRuns, 'run')} more`) : undefined,
    ),
    ...[...notices, ...crashed.slice(0, mostNotices)].map((text) => el('p', { class: 'notice' }, text)),
    el(
      'ul',
      { class: 'stats', 'aria-label': 'Totals' },
      ...(leaks.length === 0 ? [stat('s-good', 0, 'leaks')] : []),
      ...leaks.map(([status, word, count]) =>
        stat(`s-${status}`, count, word, addressOf('leaks', { status })),
      ),
      stat('', totals.files, totals.files === 1 ? 'test file' : 'test files', '#files'),
      stat('', totals.tests, totals.tests === 1 ? 'test' : 'tests', '#files'),
      crashed.length > 0
        ? stat('s-new', crashed.length, 'crashed', addressOf('files', { show: 'crashed' }))
        : undefined,
      totals.notRun > 0 ? stat('s-warned', totals.notRun, 'did not run') : undefined,
      fixed.length > 0 ? stat('s-good', fixed.length, 'fixed, still in the baseline') : undefined,
    ),
    ...(fixed.length === 0
      ? []
      : [
          el(
            'details',
            { class: 'notice' },
            el('summary', {}, 'Fixed: take them out with jest-leakguard baseline prune'),
            el('ul', {}, ...fixed.slice(0, mostFixed).map((line) => el('li', {}, line))),
          ),
        ]),
  ]
}

const mostRuns = 5
const mostNotices = 20
const mostFixed = 200

/** When it began as the reader's clock has it; in UTC to whoever points at it. */
function runItem([startedAt, ...facts]: readonly [string, ...string[]]): HTMLElement {
  const began = new Date(startedAt)
  const local = Number.isNaN(began.getTime()) ? startedAt : began.toLocaleString()
  const time = el('time', { datetime: startedAt, title: `${startedAt} (UTC)` }, local)
  return el('li', {}, `${facts.join(' · ')} · `, time)
}

function stat(kind: string, count: number, what: string, href?: string): HTMLElement {
  const content = [el('b', {}, count.toLocaleString('en')), el('span', {}, what)]
  return el('li', { class: kind }, ...(href === undefined ? content : [el('a', { href }, ...content)]))
}
