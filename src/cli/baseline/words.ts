import { type BaselineEntry, leastKnown, mostKnown } from '../../verdict/accepted/baseline'
import type { StaleEntry } from '../../verdict/accepted/baseline-check'

/** `a.test.js › orders › ships: 2 × timer, opened by src/poll.js`. */
export function entryLine({ file, owner, type, by, count }: BaselineEntry): string {
  const [least, most] = [leastKnown(count), mostKnown(count)]
  const number = least === most ? String(most) : `${String(least)} to ${String(most)}`
  return `${[file, owner].filter((part) => part !== '').join(' › ')}: ${number} × ${type}${by === '' ? '' : `, opened by ${by}`}`
}

export function staleLine({ entry, observed }: StaleEntry): string {
  return `${observed === 0 ? 'fixed' : `only ${String(observed)} left`}: ${entryLine(entry)}`
}

export function total(entries: readonly BaselineEntry[]): string {
  const leaks = entries.reduce((sum, { count }) => sum + mostKnown(count), 0)
  const files = new Set(entries.map(({ file }) => file)).size
  return `${plural(leaks, 'leak')} in ${plural(files, 'test file')}`
}

export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Openers that are named; the rest is counted. */
const named = 5

/** Where most of them come from: `24 × timer, opened by src/poll.js`; those of test files themselves are one line a type. */
export function mostOf(entries: readonly BaselineEntry[]): string[] {
  const counts = new Map<string, number>()
  for (const { type, by, file, count } of entries) {
    const what = `${type}${by === '' ? '' : `, opened by ${by === file ? 'the test file itself' : by}`}`
    counts.set(what, (counts.get(what) ?? 0) + mostKnown(count))
  }
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rest = ranked.length - named
  return [
    ...ranked.slice(0, named).map(([what, count]) => `${String(count)} × ${what}`),
    ...(rest > 0 ? [`and ${plural(rest, 'more cause')}`] : []),
  ]
}
