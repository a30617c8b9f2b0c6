import { type Code, type ExpectedLeak, leaksIn, placedLeaks } from '../support/cases/example-leaks'
import { type ExampleCopy, copyExample } from '../support/cases/example-run'
import { childProcess, database, databases, timer } from '../support/cases/example-words'
import type { ProcessEnd } from '../support/run/jest-process'

/** Where every connection is opened: the one that writes, and those that read. */
const opened: Code = ['src/sqlite/open-database.ts', 'new Database(']

const withIterator = {
  ...database('this test'),
  help: 'end the iterator (`iterator.return()`), then `db.close()` in `afterEach`',
}

const expectedLeaks: readonly ExpectedLeak[] = [
  ...[
    database('order runs: this describe block', 'afterAll'),
    databases('order runs: this describe block', 2, 'afterAll'),
  ].map((words) => ({
    ...words,
    owner: 'order runs › leaves nothing open',
    opened,
    calledFrom: ['leaking/never-closed.test.ts', 'await openBackend('] as const,
  })),
  ...[database('this test'), databases('this test', 2)].map((words) => ({
    ...words,
    owner: 'saving a run without an id',
    opened,
    calledFrom: ['leaking/happy-path.test.ts', 'await openBackend('] as const,
  })),
  ...[database('this test'), withIterator].map((words) => ({
    ...words,
    owner: 'left open › the newest run comes first',
    opened,
    calledFrom: ['leaking/left-open.test.ts', '// iterator'] as const,
  })),
  {
    owner: 'left open › the newest run comes first',
    headline: 'this test leaked a SQLite iterator: it was started here and never finished',
    help: 'call `iterator.return()` in `finally`; `for … of` does so by itself',
    opened: ['src/sqlite/run-table.ts', '.iterate('],
    calledFrom: ['leaking/left-open.test.ts', 'await runs.next()'],
  },
  ...[database('this test'), database('this test')].map((words) => ({
    ...words,
    owner: 'left open › a transaction sees what it has written',
    opened,
    calledFrom: ['leaking/left-open.test.ts', '// transaction'] as const,
  })),
  {
    owner: 'a killed worker is replaced',
    ...timer('this test', 'Interval'),
    opened: ['leaking/crashed-child.test.ts', 'setInterval('],
    calledFrom: ['leaking/crashed-child.test.ts', 'new Promise<void>('],
  },
  {
    owner: 'a killed worker is replaced',
    ...childProcess,
    opened: ['test-support/worker-process.ts', 'return fork('],
    calledFrom: ['leaking/crashed-child.test.ts', 'const second = '],
  },
  ...[databases('this test', 3), databases('this test', 3)].map((words) => ({
    ...words,
    owner: 'customers do not see the runs of others',
    opened,
    calledFrom: ['leaking/backend-per-call.test.ts', 'expect(await place(customer))'] as const,
  })),
]

describe('examples/workflow-store', () => {
  let example: ExampleCopy
  let leaking: ProcessEnd
  let clean: ProcessEnd

  beforeAll(async () => {
    example = await copyExample('workflow-store')
    leaking = await example.jest('./leaking')
    clean = await example.jest('./clean')
  }, 400_000)

  afterAll(() => example.remove())

  test('the leaking suite passes its own tests, ends by itself and fails for its leaks', () => {
    expect(leaking.output).toMatch(/^Leaks: +19 failed\b/m)
    expect(leaking.output).toContain('Test Suites: 5 failed, 5 total')
    expect(leaking.output).toContain('Tests:       6 failed, 4 passed, 10 total')
    expect(leaking).toMatchObject({ code: 1, leftProcesses: false, timedOut: false })
  })

  test('the leaking suite names the owner, the lines and the cure of every leak', async () => {
    expect(leaksIn(leaking.output)).toEqual(await placedLeaks('workflow-store', expectedLeaks))
  })

  test('what is still under way is told, and ended', () => {
    expect(leaking.output).toContain('file:    runs.db, with an iterator open')
    expect(leaking.output).toMatch(
      /file: {4}runs\.db, in a transaction\n.*\n +closed: {2}rolled back and closed/,
    )
  })

  test('the clean suite passes under the strict preset and has no leaks', () => {
    expect(clean.output).not.toMatch(/\bleak(?!guard)/i)
    expect(clean.output).toContain('Test Suites: 4 passed, 4 total')
    expect(clean.output).toContain('Tests:       96 passed, 96 total')
    expect(clean).toMatchObject({ code: 0, leftProcesses: false, timedOut: false })
  })
})
