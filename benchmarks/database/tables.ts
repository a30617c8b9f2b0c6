import type { Spread } from '../statistics'
import type { FileCourse, WatchedRun } from './watched-run'

const course = ({ start, peak, end }: FileCourse): string => `${start} → ${peak} → ${end}`

/** One line per test file: connections at the server before it, the most during it, and after it. */
export function courseTable(plain: WatchedRun, guarded: WatchedRun): string {
  const lines = guarded.files.map((file) => {
    const other = plain.files.find((candidate) => candidate.file === file.file)
    return `| ${file.file} | ${other === undefined ? '' : course(other)} | ${course(file)} |`
  })
  return ['| connections: start → peak → end | without | with |', '|---|---|---|', ...lines].join('\n')
}

/** What both runs come to. */
export function totalTable(plain: WatchedRun, guarded: WatchedRun, files: number): string {
  const row = (what: string, of: (run: WatchedRun) => string): string =>
    `| ${what} | ${of(plain)} | ${of(guarded)} |`
  return [
    '| the run | without | with |',
    '|---|---|---|',
    row('most connections at once', (run) => String(Math.max(...run.files.map(({ peak }) => peak)))),
    row('growth, from before the first file to after the last', (run) => String(growthOf(run))),
    row(
      'files after which it was back to its start',
      (run) => `${run.files.filter(({ start, end }) => end <= start).length} of ${files}`,
    ),
    row('time, in seconds', (run) => run.seconds.toFixed(1)),
  ].join('\n')
}

function growthOf({ files }: WatchedRun): number {
  return (files.at(-1)?.end ?? 0) - (files[0]?.start ?? 0)
}

export interface Cost {
  readonly title: string
  /** Modules of the package that know a database. */
  readonly adapters: number
  /** The highest that is good enough, in milliseconds; undefined: reported only. */
  readonly target: number | undefined
  readonly measured: Spread
}

/** What the whole package adds to each test. */
export function costTable(costs: readonly Cost[]): string {
  const format = (value: number): string => `${value.toFixed(3)} ms`
  const lines = costs.map(({ title, adapters, target, measured }) => {
    const spread = `${format(measured.min)} to ${format(measured.max)}`
    const goal = target === undefined ? '' : `≤ ${target} ms`
    const verdict = target === undefined ? 'reported' : measured.median <= target ? 'met' : 'MISSED'
    return `| ${title} | ${adapters} | ${goal} | ${format(measured.median)} | ${spread} | ${verdict} |`
  })
  const head = [
    '| CPU added to each test, by all of the package | database modules | target | median | lowest to highest | |',
    '|---|---|---|---|---|---|',
  ]
  return [...head, ...lines].join('\n')
}
