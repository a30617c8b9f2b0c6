import {
  type BaselineEntry,
  formatBaseline,
  KnownLeaks,
  parseBaseline,
} from '../../../src/verdict/accepted/baseline'
import {
  checkBaseline,
  type JudgedLeak,
  type JudgedRun,
  observedEntries,
  partialReasons,
  pruned,
  updated,
} from '../../../src/verdict/accepted/baseline-check'

const entry = (fingerprint: string, changes: Partial<BaselineEntry> = {}): BaselineEntry => ({
  file: 'a.test.js',
  owner: `block › ${fingerprint}`,
  type: 'timer',
  by: 'a.js',
  count: 1,
  fingerprint,
  ...changes,
})
const leak = (fingerprint: string, changes: Partial<JudgedLeak> = {}): JudgedLeak => ({
  type: 'timer',
  count: 1,
  owner: `block › ${fingerprint}`,
  by: 'a.js',
  fingerprint,
  ...changes,
})
const report = (
  leaks: readonly JudgedLeak[],
  changes: object = {},
  run: Partial<JudgedRun> = {},
): JudgedRun => ({
  partial: [],
  files: [{ file: 'a.test.js', leaks, ...changes }],
  ...run,
})
const exists = (): boolean => true

test('the text is sorted and comes back, ranges on one line', () => {
  const entries = [entry('b', { count: [0, 2] }), entry('a')]
  const text = formatBaseline(entries)
  expect(text).toContain('"count": [0, 2],')
  expect(parseBaseline(text)).toEqual([entries[1], entries[0]])
  expect(formatBaseline([...entries].reverse())).toBe(text)
})

test.each([
  ['{', 'it is no JSON'],
  ['<<<<<<< HEAD\n', 'conflict markers'],
  ['{"schema": 9}', 'expected schema 1, got 9'],
  ['{"schema": 1}', 'expected a list of `leaks`'],
  ['{"schema": 1, "leaks": [{}]}', 'leak 1 is not valid'],
])('%j is no baseline', (text, problem) => {
  expect(parseBaseline(text)).toContain(problem)
})

test('known leaks are used up', () => {
  const known = new KnownLeaks([entry('a', { count: [0, 2] })])
  expect([
    known.take(leak('a')),
    known.take(leak('a')),
    known.take(leak('a')),
    known.take(leak('b')),
  ]).toEqual([true, true, false, false])
})

test('what does not leak in every run gets a range', () => {
  const entries = observedEntries([report([leak('a'), leak('b')]), report([leak('a', { count: 2 })])])
  expect(entries.map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
    ['a', [1, 2]],
    ['b', [0, 1]],
  ])
})

test('new, more, fewer, fixed', () => {
  const entries = [
    entry('same'),
    entry('more'),
    entry('fewer', { count: 3 }),
    entry('fixed'),
    entry('flaky', { count: [0, 1] }),
  ]
  const reports = [
    report([leak('same'), leak('more', { count: 2 }), leak('fewer', { count: 2 }), leak('new')]),
  ]
  const check = checkBaseline(entries, reports, exists)
  expect(check.fresh.map(({ fingerprint }) => fingerprint)).toEqual(['more', 'new'])
  expect(check.stale.map(({ entry: { fingerprint }, observed }) => [fingerprint, observed])).toEqual([
    ['fewer', 2],
    ['fixed', 0],
  ])
  const counts = (found: BaselineEntry[]) =>
    Object.fromEntries(found.map(({ fingerprint, count }) => [fingerprint, count]))
  expect(counts(pruned(entries, check))).toEqual({ same: 1, more: 1, fewer: 2, flaky: [0, 1] })
  expect(counts(updated(entries, check))).toEqual({ same: 1, more: 2, fewer: 2, flaky: [0, 1], new: 1 })
})

test.each([
  ['a test that did not finish', { unfinished: [['block', 'a']] }],
  ['its block', { unfinished: [['block']] }],
  ['its file', { unfinished: [[]] }],
  ['another file', { file: 'b.test.js' }],
])('nothing is said after %s', (_, changes) => {
  const check = checkBaseline([entry('a')], [report([], changes)], exists)
  expect(check).toEqual({ fresh: [], stale: [], unjudged: [entry('a')] })
})

test('a neighbour that did not finish does not matter, a deleted file is fixed', () => {
  const neighbour = checkBaseline([entry('a')], [report([], { unfinished: [['block', 'b']] })], exists)
  expect(neighbour.stale).toHaveLength(1)
  const deleted = checkBaseline([entry('a')], [report([], { file: 'b.test.js' })], () => false)
  expect(deleted.stale).toHaveLength(1)
})

test('shards are one run, whole when all are there', () => {
  const shards = [1, 2].map((index) =>
    report([leak(`s${index}`)], { file: `${index}.test.js` }, { shard: { index, count: 2 } }),
  )
  expect(observedEntries(shards).map(({ count }) => count)).toEqual([1, 1])
  expect(partialReasons(shards)).toEqual([])
  expect(partialReasons(shards.slice(1))).toEqual(['shard 1 of 2 is missing'])
})
