import { runFacts } from '../../src/reporter/run-facts'

const config = { rootDir: '/repo/packages/app', seed: 5 }
const startedAt = new Date('2026-01-02T03:04:05.678Z')
const done = { numTotalTestSuites: 3, testResults: [1, 2, 3] }

test('says nothing of the machine', () => {
  expect(runFacts(config, '/repo', startedAt, done)).toEqual({
    startedAt: '2026-01-02T03:04:05.678Z',
    duration: expect.any(Number) as number,
    directory: 'packages/app',
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    seed: 5,
    partial: [],
    notRun: 0,
  })
})

test('a shard says which', () => {
  const shard = { shardIndex: 2, shardCount: 5 }
  expect(runFacts({ ...config, shard }, '/repo', startedAt, done)).toMatchObject({
    shard: { index: 2, count: 5 },
    partial: [],
  })
})

test.each([
  ['a test name pattern', { testNamePattern: 'refund' }, done],
  ['patterns of test files', { testPathPatterns: { patterns: ['a.test'] } }, done],
  ['patterns of test files', { testPathPattern: 'a.test' }, done],
  ['--findRelatedTests', { findRelatedTests: true }, done],
  ['--onlyChanged', { onlyChanged: true }, done],
  ['--onlyChanged', { changedSince: 'main' }, done],
  ['--onlyFailures', { onlyFailures: true }, done],
  ['watch mode', { watch: true }, done],
  ['a run that ended early', {}, { ...done, wasInterrupted: true }],
  ['a run that ended early', {}, { ...done, testResults: [1] }],
])('a partial run: %s', (reason, changes, result) => {
  expect(runFacts({ ...config, ...changes }, '/repo', startedAt, result).partial).toEqual([reason])
})

test('what did not run is counted', () => {
  expect(runFacts(config, '/repo', startedAt, { ...done, testResults: [1] }).notRun).toBe(2)
})
