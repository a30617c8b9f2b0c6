import type { FileCounts } from '../../src/verdict/counts'
import type { FileRecord } from '../../src/verdict/record'
import { workerCounts } from '../../src/verdict/run-counts'
import { countLines, runChanges } from '../../src/wording/count-lines'

const MB = 1024 * 1024
const memory = { heapUsed: 30 * MB, external: 2 * MB, arrayBuffers: MB, rss: 100 * MB }
const before = { handles: { pipe: 2 }, fileDescriptors: { open: 20, limit: 1024 }, memory }
const clean = { ...before, sockets: [], pools: [], singletons: {} }

function record(
  file: string,
  unexplained: Record<string, number> = {},
  changes: Partial<FileCounts> = {},
): FileRecord {
  const counts: FileCounts = {
    time: [1, 2],
    worker: '1',
    before,
    end: clean,
    after: clean,
    peakRss: 110 * MB,
    unexplained,
    ...changes,
  }
  return { schema: 1, kind: 'file', file, leaks: [], counts }
}

const run =
  'handles 2 → 2, descriptors 20 → 20 (ulimit -n 1024), heap 30.0 → 30.0 MB, external 2.0 → 2.0 MB, rss 100.0 → 100.0 MB, 110.0 MB at most'

test('nothing when every file ended as it began', () => {
  expect(countLines([record('a.test.js'), record('b.test.js', { pipe: 1, fileDescriptors: 3 })])).toEqual([])
})

test('one line for each file that ended with more than it began with, then the run', () => {
  expect(
    countLines([
      record('a.test.js', { 'tcp-socket': 2, 'file-watcher': 1 }),
      record('b.test.js', {}),
      record('c.test.js', { pipe: 1, fileDescriptors: 3 }),
      record('d.test.js', { 'child-process': 1 }),
    ]),
  ).toEqual([
    'Counts:      a.test.js ended with 2 tcp-socket, 1 file-watcher more than it began with, which no leak explains',
    '             d.test.js ended with 1 child-process more than it began with, which no leak explains',
    `Run:         ${run}`,
  ])
})

test('limits that are only warned of', () => {
  const limits = [{ name: 'connections', severity: 'warn', value: 12, limit: 10 }] as const
  expect(countLines([record('a.test.js', {}, { limits })])).toEqual([
    'Limits:      a.test.js: this file had 12 connections open at once, and its limit is 10',
    `Run:         ${run}`,
  ])
})

test('the first file of each worker and its last, all workers together', () => {
  const after = {
    handles: { pipe: 2, 'tcp-server': 1 },
    fileDescriptors: { open: 25, limit: 1024 },
    memory: { ...memory, heapUsed: 50 * MB },
    sockets: [{ peer: '127.0.0.1:5432', accepted: false, state: 'open', count: 3 }],
    pools: [{ type: 'pg-pool', server: undefined, max: 10, total: 3, idle: 3, waiting: 0, checkedOut: 0 }],
    singletons: { Service: 1 },
  } as const
  const records = [
    record('c.test.js', {}, { worker: '2', time: [1, 9] }),
    record('b.test.js', {}, { time: [5, 8], before: after, after }),
    record('a.test.js', {}, { time: [2, 4], peakRss: 200 * MB }),
  ]
  expect(workerCounts(records)).toEqual([
    { files: 1, first: before, last: clean, peakRss: 110 * MB },
    { files: 2, first: before, last: after, peakRss: 200 * MB },
  ])
  expect(runChanges(workerCounts(records))).toEqual([
    '2 workers together: handles 4 → 5, sockets 0 → 3, pools 0 → 1, singletons 0 → 1, descriptors 40 → 45 (ulimit -n 1024), ' +
      'heap 60.0 → 80.0 MB, external 4.0 → 4.0 MB, rss 200.0 → 200.0 MB, 310.0 MB at most',
  ])
  expect(runChanges([])).toEqual([])
})
