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

test.each([[[0, 12]], [[10, 12]]] as const)('the range %j is on one line', (count) => {
  expect(formatBaseline([entry('a', { count })])).toContain(`"count": [${count.join(', ')}],`)
})

test('it is sorted by file before all else', () => {
  const entries = [entry('a', { file: 'ab', owner: 'a' }), entry('b', { file: 'a', owner: 'c' })]
  expect(parseBaseline(formatBaseline(entries))).toEqual(entries.reverse())
})

test('a byte order mark is no part of it, and titles may contain whatever they like', () => {
  const entries = [entry('a', { owner: 'a \uFEFFb <<<<<<< c' })]
  const text = formatBaseline(entries)
  expect(parseBaseline(text)).toEqual(entries)
  expect(parseBaseline(`\uFEFF${text}`)).toEqual(entries)
})

test('an entry that a merge has doubled counts once, with the most of it', () => {
  const [one, two] = [entry('a'), entry('a', { count: [0, 2] })]
  expect(parseBaseline(formatBaseline([one, two]))).toEqual([two])
  const text = JSON.stringify({ schema: 1, leaks: [two, one] })
  expect(parseBaseline(text)).toEqual([two])
})

test.each<[string, object]>([
  ...['file', 'owner', 'type', 'by', 'fingerprint'].map((name): [string, object] => [
    `without its ${name}`,
    { [name]: undefined },
  ]),
  ['with a text for a count', { count: '1' }],
  ['with half a count', { count: 0.5 }],
  ['with a range without an end', { count: [1] }],
  ['with a range without a beginning', { count: [null, 1] }],
  ['with a range that ends before it begins', { count: [2, 1] }],
])('an entry %s is not valid', (_, changes) => {
  const text = JSON.stringify({ schema: 1, leaks: [entry('a'), { ...entry('b'), ...changes }] })
  expect(parseBaseline(text)).toBe(
    'leak 2 is not valid: expected file, owner, type, by, count and fingerprint',
  )
})

test.each([
  ['{', 'it is no JSON'],
  ['<<<<<<< HEAD\n', 'conflict markers'],
  ['{"schema": 9}', 'expected schema 1, got 9'],
  ['{}', 'expected schema 1, got none'],
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
  expect(pruned(entries, check).map(({ fingerprint }) => fingerprint)).toEqual([
    'same',
    'more',
    'fewer',
    'flaky',
  ])
  expect(counts(updated(entries, check))).toEqual({ same: 1, more: 2, fewer: 2, flaky: [0, 1], new: 1 })
  expect(updated(entries, check)).toHaveLength(5)
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

test('whole runs are partial for their own reasons only', () => {
  expect(partialReasons([report([]), report([])])).toEqual([])
  expect(partialReasons([report([], {}, { partial: ['-t'] }), report([], {}, { partial: ['-t'] })])).toEqual([
    '-t',
  ])
})

test('shards are a run beside whole ones', () => {
  const shard = { index: 1, count: 1 }
  const runs = [report([leak('a')]), report([leak('b')], {}, { shard })]
  expect(observedEntries(runs).map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
    ['a', [0, 1]],
    ['b', [0, 1]],
  ])
})

describe('a file that runs in several projects', () => {
  const twice = (first: object, second: object): JudgedRun => ({
    partial: [],
    files: [first, second].map((changes) => ({ file: 'a.test.js', leaks: [], ...changes })),
  })

  test.each([
    [1, 2],
    [2, 1],
  ])('counts as the one that leaks the most of it: %d and %d', (first, second) => {
    const run = twice({ leaks: [leak('a', { count: first })] }, { leaks: [leak('a', { count: second })] })
    expect(observedEntries([run])).toEqual([entry('a', { count: 2 })])
  })

  test('is judged where it ran completely in all of them', () => {
    expect(checkBaseline([entry('a')], [twice({}, { unfinished: [[]] })], exists).unjudged).toHaveLength(1)
    expect(checkBaseline([entry('a')], [twice({}, {})], exists).stale).toHaveLength(1)
  })
})

test('a block is not judged when one of its tests did not finish', () => {
  const check = checkBaseline(
    [entry('a', { owner: 'block' }), entry('b', { owner: 'blo' })],
    [report([], { unfinished: [['block', 'a']] })],
    exists,
  )
  expect(check.unjudged.map(({ owner }) => owner)).toEqual(['block'])
})
