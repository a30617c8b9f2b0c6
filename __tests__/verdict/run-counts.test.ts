import type { FileCounts, ProcessCounts, ResourceCounts } from '../../src/verdict/counts'
import { workerCounts } from '../../src/verdict/run-counts'

const memory = { heapUsed: 1, external: 1, arrayBuffers: 1, rss: 1 }
const having = (timers: number): ProcessCounts => ({
  handles: { timer: timers },
  fileDescriptors: undefined,
  memory,
})
const with_ = (timers: number): ResourceCounts => ({
  ...having(timers),
  sockets: [],
  pools: [],
  singletons: {},
})

/** A file that began and ended at these times, with as many timers. */
const counts = (
  worker: string,
  [began, ended]: readonly [number, number],
  peakRss = 1,
): { counts: FileCounts } => ({
  counts: {
    time: [began, ended],
    worker,
    before: having(began),
    end: with_(0),
    after: with_(ended),
    peakRss,
    unexplained: {},
  },
})

test('without figures there is nothing to say', () => {
  expect(workerCounts([])).toEqual([])
  expect(workerCounts([{}, { counts: undefined }])).toHaveLength(0)
})

test('a worker goes from before its first file to after its last, in whatever order they are read', () => {
  const files = [counts('1', [5, 6], 10), counts('1', [1, 9], 30), counts('1', [3, 4], 20), {}]
  const worker = { files: 3, first: having(1), last: with_(9), peakRss: 30 }
  expect(workerCounts(files)).toEqual([worker])
  expect(workerCounts(files.toReversed())).toEqual([worker])
})

test('each worker has its own, in the order in which they began', () => {
  const files = [counts('2', [4, 5]), counts('1', [2, 3]), counts('3', [6, 7])]
  const began = [having(2), having(4), having(6)]
  expect(workerCounts(files).map(({ first }) => first)).toEqual(began)
  expect(workerCounts(files.toReversed()).map(({ first }) => first)).toEqual(began)
})
