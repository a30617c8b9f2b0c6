import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { createFixture, runJest } from '../support/run/run-jest'

const only: LeakCase = {
  name: 'only skip and todo',
  source: `
    const open = () => setInterval(() => {}, 1000)
    describe('block', () => {
      test.todo('later')
      test.skip('not now', () => open())
      test('not selected', () => open())
      test.only('leaks', () => {
        setInterval(() => {}, 1000) // opened
      })
      test.only('clears', () => clearInterval(open()))
    })
    describe.skip('hooks that do not run', () => {
      beforeAll(() => open())
      beforeEach(() => open())
      test('not now', () => open())
    })`,
  leaks: [leakedInterval({ test: 'block › leaks' })],
}

const rows: LeakCase = {
  name: 'rows',
  source: `
    const order = []
    const run = async (row) => {
      order.push(row)
      await new Promise((done) => setTimeout(done, 2))
      const timer = setInterval(() => {}, 1000) // opened
      if (row % 2 === 0) clearInterval(timer)
    }
    test.each([1, 2, 3, 4, 5, 6])('row %i', run)
    afterAll(() => require('node:fs').writeFileSync('order.json', JSON.stringify(order)))`,
  leaks: [1, 3, 5].map((row) => leakedInterval({ test: `row ${row}` })),
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('test.only, test.skip and test.todo', async () => {
    const run = await runJest({ jest, files: filesOf([only]) })

    expectLeaks(run, only)
    expect(run.json).toMatchObject({
      numFailedTests: 1,
      numPassedTests: 1,
      numPendingTests: 3,
      numTodoTests: 1,
    })
  })

  test('-t runs and judges what matches', async () => {
    const selected = { ...rows, leaks: rows.leaks.slice(0, 1) }
    const run = await runJest({ jest, files: filesOf([rows]), args: ['-t', 'row (1|2)'] })

    expectLeaks(run, selected)
    expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 1, numPendingTests: 4 })
  })

  test('--randomize changes no verdict', async () => {
    const fixture = await createFixture({ jest, files: filesOf([rows]) })
    const run = await fixture.run({ args: ['--randomize', '--seed=7'] })

    expect(await fixture.read('order.json')).not.toBe('[1,2,3,4,5,6]')
    expectLeaks(run, rows)
  })

  test('--bail counts a leak as a failure', async () => {
    const files = { ...filesOf([rows]), 'after.test.js': "test('runs last', () => {})" }
    // Without timings of earlier runs Jest starts with the largest file.
    const run = await runJest({ jest, files, args: ['-i', '--bail'] })

    expect(run.code).toBe(1)
    expect(reportedLeaks(run.output).map(({ owner }) => owner)).toEqual(['row 1', 'row 3', 'row 5'])
    expect(run.output).toMatch(/^Test Suites: 1 failed, 1 of 2 total$/m)
  })

  test('--bail goes on without leaks', async () => {
    const files = {
      'first.test.js': "test('is clean', () => {})",
      'second.test.js': "test('runs', () => {})",
    }
    const run = await runJest({ jest, files, args: ['-i', '--bail'] })

    expect(run).toMatchObject({ code: 0, json: { numPassedTests: 2 } })
  })
})
