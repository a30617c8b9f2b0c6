import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

/** An unref'd timer holds nothing up and is no leak by itself: it fires while the next file runs. */
const opensLater = (clears: boolean): string => `
  describe('orders', () => {
    test('leaves work behind', () => {
      setTimeout(() => {
        const timer = setInterval(() => {}, 1000)
        if (${clears}) setTimeout(() => clearInterval(timer), 20)
      }, 600).unref()
    })
  })`

const retriesLater = `
  const retry = () => setTimeout(retry, 5)
  test('leaves work behind', () => {
    setTimeout(retry, 600).unref()
  })`

const opensLaterInTypeScript = `
  interface Removed {
    byTheCompiler: true
  }
  test('leaves work behind', () => {
    setTimeout((...args: Removed[]) => {
      setInterval(() => {}, 1000, args)
    }, 600).unref()
  })`

/** Opens something when the file has been judged, and its environment still stands. */
const opensInBetween = `/** @jest-environment ./environment.js */ globalThis.later = {}
  test('leaves work behind', () => {
    later.open = require('node:async_hooks').AsyncResource.bind(() => {
      setInterval(() => {}, 1000)
    })
  })`

const environment = `
  const { withLeakDetection } = require('jest-leakguard')
  const { TestEnvironment } = require('jest-environment-node')
  module.exports = withLeakDetection(
    class extends TestEnvironment {
      handleTestEvent({ name }) {
        if (name === 'teardown') this.global.later.open()
      }
    },
  )`

/** Without timings of earlier runs, Jest runs the largest file first. */
const first = (source: string): string => `${source}\n// ${'-'.repeat(2000)}`

const innocent: LeakCase = {
  name: 'innocent',
  source: `
    test('takes its time', async () => {
      const timer = setInterval(() => {}, 1000)
      await new Promise((done) => setTimeout(done, 1700))
      clearInterval(timer)
    })`,
  leaks: [],
}

const leftBehind = (owner: string, line: number): string =>
  `${owner}: work left behind opened, after the end of the file, 1 × timer, ` +
  `opened at ${owner.split(' › ')[0] ?? ''}:${line}`

const late = leftBehind('late.test.js › orders › leaves work behind', 5)

const linesOf = ({ stderr }: JestRun): string[] =>
  (stderr.match(/^.*work left behind.*$/gm) ?? []).map((line) => line.trim()).sort()

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  const args = ['-i']

  test('finished files that open something fail the run, not the file that runs by then', async () => {
    const run = await runJest({
      jest,
      config: { preset: 'jest-leakguard', transform: { '\\.ts$': '@swc/jest', '\\.js$': 'babel-jest' } },
      files: {
        ...filesOf([innocent]),
        'late.test.js': first(opensLater(false)),
        'typed.test.ts': first(opensLaterInTypeScript),
        'retrying.test.js': first(retriesLater),
        'between.test.js': first(opensInBetween),
        'tidy.test.js': first(opensLater(true)),
        'environment.js': environment,
      },
      args,
    })

    expectLeaks(run, innocent)
    expect(run.json).toMatchObject({ numPassedTests: 6, numFailedTests: 0, numFailedTestSuites: 0 })
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('Leaks:       4 after the end of their file\n')
    expect(linesOf(run)).toEqual([
      leftBehind('between.test.js › leaves work behind', 4),
      late,
      leftBehind('retrying.test.js › leaves work behind', 2),
      leftBehind('typed.test.ts › leaves work behind', 7),
    ])
  })

  test('a warning fails nothing', async () => {
    const leakguard = { types: { '*': 'warn' } }
    const run = await runJest({
      jest,
      config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard } },
      files: { ...filesOf([innocent]), 'late.test.js': first(opensLater(false)) },
      // With warnings nothing is closed.
      args: [...args, '--forceExit'],
    })

    expect(run).toMatchObject({ code: 0, json: { numPassedTests: 2, numFailedTests: 0 } })
    expect(linesOf(run)).toEqual([late])
  })

  test('without the reporter one line on stderr tells', async () => {
    const config = { testEnvironment: 'jest-leakguard/environment' }
    const files = { ...filesOf([innocent]), 'late.test.js': first(opensLater(false)) }
    const run = await runJest({ jest, config, files, args })

    expectLeaks(run, innocent)
    expect(run).toMatchObject({ code: 0, timedOut: false })
    expect(linesOf(run)).toEqual([`jest-leakguard: ${late}`])
  })

  test('after the last file of a worker', async () => {
    const files = {
      'late.test.js': opensLater(false),
      'other.test.js': innocent.source,
    }
    const run = await runJest({ jest, files, args: ['-w', '2'] })

    expect(run).toMatchObject({ code: 1, json: { numPassedTests: 2, numFailedTestSuites: 0 } })
    expect(linesOf(run)).toEqual([late])
  })

  test('after the end of the run', async () => {
    // The derivation takes some 100 ms in a thread, holds the process open meanwhile, and is no leak.
    const source = `
      test('leaves work behind', () => {
        require('node:crypto').pbkdf2('password', 'salt', 400_000, 64, 'sha512', () => {
          setInterval(() => {}, 1000)
        })
      })`
    const run = await runJest({ jest, files: { 'late.test.js': source }, args })

    expect(run).toMatchObject({ code: 1, timedOut: false, json: { numPassedTests: 1, numFailedTests: 0 } })
    expect(linesOf(run)).toEqual([`jest-leakguard: ${leftBehind('late.test.js › leaves work behind', 4)}`])
  })
})
