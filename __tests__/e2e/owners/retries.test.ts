import { expectLeaks, lineOf } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { fileOf, filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

interface RetryCase extends LeakCase {
  /** Whose leak is only warned of. */
  readonly warned?: string
  /** How many attempts have left one. @default 1 */
  readonly attempts?: number
  /** How often each test ran, by title. */
  readonly invocations: Readonly<Record<string, number>>
}

const cases: readonly RetryCase[] = [
  {
    name: 'a leak triggers no retry',
    source: `
      jest.retryTimes(2)
      test('leaks', () => {
        setInterval(() => {}, 1000) // opened
      })
      test('is clean', () => {})`,
    leaks: [leakedInterval({ test: 'leaks' })],
    invocations: { leaks: 1, 'is clean': 1 },
  },
  {
    name: 'what a failed attempt has left is warned of',
    source: `
      jest.retryTimes(2)
      let attempt = 0
      test('leaks once', () => {
        const timer = setInterval(() => {}, 1000) // opened
        if (++attempt === 1) throw new Error('first attempt')
        clearInterval(timer)
      })`,
    leaks: [],
    warned: 'leaks once (attempt 1)',
    invocations: { 'leaks once': 2 },
  },
  {
    name: 'every attempt that fails is told apart',
    source: `
      jest.retryTimes(2)
      let attempt = 0
      test('leaks with each attempt', () => {
        setInterval(() => {}, 1000) // opened
        if (++attempt < 3) throw new Error('not yet')
      })`,
    leaks: [leakedInterval({ test: 'leaks with each attempt' })],
    warned: 'leaks with each attempt (attempt 1)',
    attempts: 2,
    invocations: { 'leaks with each attempt': 3 },
  },
  {
    name: 'what is allowed for a test is allowed for its attempts',
    source: `
      jest.retryTimes(2)
      let attempt = 0
      // @leakguard-allow timer: ends with the process
      test('is allowed', () => {
        setInterval(() => {}, 1000)
        if (++attempt < 2) throw new Error('not yet')
      })`,
    leaks: [],
    invocations: { 'is allowed': 2 },
  },
  {
    name: 'a failure is retried until it passes',
    source: `
      jest.retryTimes(2)
      let attempt = 0
      test('passes in the end', () => {
        clearInterval(setInterval(() => {}, 1000))
        if (++attempt < 3) throw new Error('not yet')
      })`,
    leaks: [],
    invocations: { 'passes in the end': 3 },
  },
  {
    name: 'a failure stays a failure',
    source: `
      jest.retryTimes(1)
      test('fails', () => {
        clearInterval(setInterval(() => {}, 1000))
        throw new Error('never')
      })`,
    leaks: [],
    failing: ['fails'],
    invocations: { fails: 2 },
  },
]

const describeCases: readonly RetryCase[] = [
  {
    name: 'a leak triggers no retry of the block',
    source: `
      describe('block', () => {
        jest.retryTimes(2, { entireDescribe: true })
        let hours
        beforeAll(() => {
          hours = setInterval(() => {}, 1000)
        })
        afterAll(() => clearInterval(hours))
        test('leaks', () => {
          setInterval(() => {}, 1000) // opened
        })
        test('is clean', () => {})
      })`,
    leaks: [leakedInterval({ test: 'block › leaks' })],
    invocations: { leaks: 1, 'is clean': 1 },
  },
  {
    name: 'a leak does not hide behind a retry of the block',
    source: `
      let attempt = 0
      describe('block', () => {
        jest.retryTimes(2, { entireDescribe: true })
        test('leaks once', () => {
          const timer = setInterval(() => {}, 1000) // opened
          if (++attempt > 1) clearInterval(timer)
        })
        test('fails once', () => expect(attempt).toBe(2))
      })`,
    leaks: [leakedInterval({ test: 'block › leaks once' })],
    invocations: { 'leaks once': 2, 'fails once': 2 },
  },
]

describe.each([
  ['30', 'file', 'jest-leakguard', [...cases, ...describeCases]],
  ['30', 'test', 'jest-leakguard/strict', [...cases, ...describeCases]],
  // Jest 29 takes the option for an ordinary retry.
  ['29', 'file', 'jest-leakguard', cases],
  ['29', 'test', 'jest-leakguard/strict', cases],
] as const)('Jest %s, isolation %s', (jest, _isolation, preset, retryCases) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, config: { preset }, files: filesOf(retryCases), args: ['-i'] })
  })

  test.each(retryCases)('$name', (retryCase) => {
    expectLeaks(run, retryCase)
    const { attempts = 1, warned } = retryCase
    const told = run.output
      .split('\n')
      .findIndex((line) => line.includes(`${fileOf(retryCase)} › ${String(warned)}`))
    expect(told !== -1).toBe(warned !== undefined)
    if (warned !== undefined) {
      const [line = '', help] = run.output.split('\n').slice(told, told + 2)
      expect(line).toContain(
        `${String(attempts)} × timer, opened at ${fileOf(retryCase)}:${String(lineOf(retryCase, 'opened'))}`,
      )
      expect(help).toMatch(/setInterval, every 1000 ms; help: .*`clearInterval\(timer\)` in `afterEach`/)
    }
    const { assertionResults } = run.file(fileOf(retryCase))
    expect(
      Object.fromEntries(assertionResults.map(({ title, invocations }) => [title, invocations])),
    ).toEqual(retryCase.invocations)
  })
})
