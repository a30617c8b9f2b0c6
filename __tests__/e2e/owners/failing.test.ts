import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { fileOf, filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

interface FailingCase extends LeakCase {
  /** Starts of the errors of the failing test, in the order of being printed. */
  readonly errors: readonly string[]
  readonly note: string | undefined
}

const leakError = 'LeakError: this test leaked a timer'

const cases: readonly FailingCase[] = [
  {
    name: 'failing path that skips its clean-up',
    source: `
      const run = (expected) => {
        const timer = setInterval(() => {}, 1000) // opened
        expect(1).toBe(expected)
        clearInterval(timer)
      }
      test('fails', () => run(2))
      test('passes', () => run(1))`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: ['Error: expect(received).toBe(expected)', leakError],
    note: 'the test failed before, so its own clean-up may not have run',
  },
  {
    name: 'failing with a clean-up',
    source: `
      test('fails', () => {
        const timer = setInterval(() => {}, 1000)
        try {
          expect(1).toBe(2)
        } finally {
          clearInterval(timer)
        }
      })
      test('passes', () => {})`,
    leaks: [],
    failing: ['fails'],
    errors: ['Error: expect(received).toBe(expected)'],
    note: undefined,
  },
  {
    name: 'failing through done',
    source: `
      test('fails', (done) => {
        setInterval(() => {}, 1000) // opened
        setImmediate(() => done(new Error('no stock')))
      })
      test('passes', (done) => {
        setImmediate(done)
      })`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: ['Error: no stock', leakError],
    note: 'the test failed before, so its own clean-up may not have run',
  },
  {
    name: 'timed out',
    source: `
      test('fails', async () => {
        const timer = setInterval(() => {}, 1000) // opened
        await new Promise(() => {})
        clearInterval(timer)
      }, 50)
      test('passes', () => {})`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: ['Error: thrown: "Exceeded timeout of 50 ms for a test', leakError],
    note: 'the test timed out before, so its own clean-up may not have run',
  },
  {
    name: 'timed out and going on',
    source: `
      const pause = (ms) => new Promise((done) => setTimeout(done, ms))
      test('fails', async () => {
        await pause(60)
        setInterval(() => {}, 1000) // opened
      }, 20)
      test('passes meanwhile', () => pause(100))`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: ['Error: thrown: "Exceeded timeout of 20 ms for a test', leakError],
    note: 'the test timed out before, so its own clean-up may not have run',
  },
  {
    name: 'test.failing that throws as expected',
    source: `
      test.failing('fails', () => {
        setInterval(() => {}, 1000) // opened
        throw new Error('known bug')
      })
      test.failing('passes', () => {
        clearInterval(setInterval(() => {}, 1000))
        throw new Error('known bug')
      })`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: [leakError],
    note: undefined,
  },
  {
    name: 'test.failing that does not throw',
    source: `
      test.failing('fails', () => {
        setInterval(() => {}, 1000) // opened
      })`,
    leaks: [leakedInterval({ test: 'fails' })],
    errors: ['Error: Failing test passed even though it was supposed to fail', leakError],
    note: 'the test failed before, so its own clean-up may not have run',
  },
  {
    name: 'failing beforeAll',
    source: `
      describe('block', () => {
        beforeAll(() => {
          setInterval(() => {}, 1000) // opened
          throw new Error('no database')
        })
        test('fails', () => {})
      })
      describe('clean', () => {
        let timer
        beforeAll(() => {
          timer = setInterval(() => {}, 1000)
        })
        afterAll(() => clearInterval(timer))
        test('passes', () => {})
      })`,
    leaks: [leakedInterval({ describe: 'block' })],
    failing: ['block › fails'],
    errors: ['Error: no database'],
    note: undefined,
  },
  {
    name: 'clean-up of a block that times out',
    source: `
      describe('block', () => {
        let timer
        beforeAll(() => {
          timer = setInterval(() => {}, 1000) // opened
        })
        afterAll(async () => {
          await new Promise(() => {})
          clearInterval(timer)
        }, 50)
        test('passes', () => {})
      })`,
    leaks: [leakedInterval({ describe: 'block' })],
    errors: ['LeakError: block: this describe block leaked a timer'],
    note: 'a hook timed out before, so its own clean-up may not have run',
  },
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files: filesOf(cases), args: ['-i'] })
  })

  test.each(cases)('$name', (failingCase) => {
    const { errors, note } = failingCase
    expectLeaks(run, failingCase)

    const { assertionResults, message } = run.file(fileOf(failingCase))
    const failed = assertionResults.find(({ status }) => status === 'failed')
    const starts = failed?.failureMessages.map((text, index) => text.slice(0, errors[index]?.length))
    expect(starts).toEqual(errors)
    expect(/^ {6}note: +(.*)$/m.exec(message)?.[1]).toBe(note)
  })
})
