import { History } from '../../src/report/history'
import { fileRecord, fileResult, leak, report } from './support/records'

const filesWith = (fingerprints: readonly string[], extras: object = {}) =>
  report({
    records: [
      fileRecord(
        'a.test.js',
        fingerprints.map((fingerprint) => leak({ fingerprint })),
        extras,
      ),
    ],
  }).files
const crashed = report({
  results: [fileResult('a.test.js', { problem: 'no', tests: { passed: 0, failed: 0, skipped: 0 } })],
}).files

function coursesOf(runs: readonly (readonly unknown[])[]) {
  const history = new History()
  for (const [index, files] of runs.entries())
    history.add({ name: `run ${index}`, startedAt: `${index}` }, files as never)
  return Object.fromEntries(history.courses().map((leak) => [leak.fingerprint, leak]))
}

test.each([
  ['new', [[], ['x']], [0, 1]],
  ['open', [['x'], ['x']], [1, 1]],
  ['fixed', [['x'], []], [1, 0]],
  ['flaky', [['x'], [], ['x']], [1, 0, 1]],
  ['flaky', [['x'], [], ['x'], []], [1, 0, 1, 0]],
  ['open', [[], ['x'], ['x']], [0, 1, 1]],
])('%s: %j', (course, runs, counts) => {
  expect(coursesOf(runs.map((leaks) => filesWith(leaks))).x).toMatchObject({ course, counts })
})

test.each([
  ['crashed', crashed],
  ['was not run', []],
  ['had a test that failed by itself', filesWith([], { unfinished: [['other']] })],
])('a file that %s says nothing of its leaks', (_what, files) => {
  expect(coursesOf([filesWith(['x']), files]).x).toMatchObject({ course: 'unknown', counts: [1, null] })
  expect(coursesOf([filesWith(['x']), files, filesWith(['x'])]).x).toMatchObject({ course: 'open' })
})

test('first and last seen', () => {
  const runs = [[], ['x'], ['x'], []].map((leaks) => filesWith(leaks))
  expect(coursesOf(runs).x).toMatchObject({
    course: 'fixed',
    firstSeen: { name: 'run 1' },
    lastSeen: { name: 'run 2' },
  })
})
