import type { MemoryCount, ProcessCounts } from '../verdict/counts'
import type { FileRecord } from '../verdict/record'
import { isQuietCount } from '../verdict/quiet-counts'
import { type WorkerCounts, workerCounts } from '../verdict/run-counts'
import { limitLines } from './limits'
import { capped, firstAndMore } from './listed'

type Counted = Pick<FileRecord, 'counts' | 'file'>

/** Lines of one kind that are printed; the rest is counted. */
const mostLines = 3

/** What the counts of a run have to say: differences, limits, and then the run as a whole; nothing when all is well. */
export function countLines(records: readonly Counted[]): string[] {
  const lines = [
    ...labelled('Counts', capped(unexplainedLines(records), mostLines, 'line')),
    ...labelled('Limits', capped(limitLines(records), mostLines, 'file')),
  ]
  return lines.length === 0 ? [] : [...lines, ...labelled('Run', runChanges(workerCounts(records)))]
}

/** `a.test.js and 59 more files ended with 1 tcp-server more than they began with, which no leak explains` */
export function unexplainedLines(records: readonly Counted[]): string[] {
  const files = new Map<string, string[]>()
  for (const { counts, file } of records) {
    const more = Object.entries(counts?.unexplained ?? {}).filter(([type]) => !isQuietCount(type))
    const what = more.map(([type, n]) => `${String(n)} ${type}`).join(', ')
    if (what !== '') files.set(what, [...(files.get(what) ?? []), file])
  }
  return [...files]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(
      ([what, names]) =>
        `${firstAndMore(names, 'file')} ended with ${what} more than ${names.length === 1 ? 'it' : 'they'} began with, which no leak explains`,
    )
}

/** `handles 2 → 3, descriptors 23 → 24 of 1024, heap 31.2 → 45.0 MB, ...`, all workers together. */
export function runChanges(workers: readonly WorkerCounts[]): string[] {
  if (workers.length === 0) return []
  const change = (of: (counts: ProcessCounts) => number | undefined): readonly [number, number] => [
    sum(workers.map(({ first }) => of(first) ?? 0)),
    sum(workers.map(({ last }) => of(last) ?? 0)),
  ]
  const memory = (name: keyof MemoryCount): string => {
    const [from, to] = change((counts) => counts.memory[name])
    return `${megabytes(from)} → ${megabytes(to)} MB`
  }
  const [handles, handlesAfter] = change((counts) => sum(Object.values(counts.handles)))
  const [open, openAfter] = change(({ fileDescriptors }) => fileDescriptors?.open ?? 0)
  const limit = workers[0]?.last.fileDescriptors?.limit
  const left: readonly (readonly [string, number])[] = [
    ['sockets', sum(workers.flatMap(({ last }) => last.sockets.map(({ count }) => count)))],
    ['pools', sum(workers.map(({ last }) => last.pools.length))],
    ['singletons', sum(workers.flatMap(({ last }) => Object.values(last.singletons)))],
  ]
  const parts = [
    `handles ${String(handles)} → ${String(handlesAfter)}`,
    ...left.flatMap(([what, n]) => (n === 0 ? [] : [`${what} 0 → ${String(n)}`])),
    ...(limit === undefined
      ? []
      : [`descriptors ${String(open)} → ${String(openAfter)} (ulimit -n ${String(limit)})`]),
    `heap ${memory('heapUsed')}`,
    `external ${memory('external')}`,
    ...(workers.some(({ last }) => last.memory.rss === undefined)
      ? []
      : [`rss ${memory('rss')}, ${megabytes(sum(workers.map(({ peakRss }) => peakRss)))} MB at most`]),
  ]
  const where = workers.length === 1 ? '' : `${String(workers.length)} workers together: `
  return [where + parts.join(', ')]
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${(index === 0 ? `${label}:` : '').padEnd(13)}${line}`)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}
