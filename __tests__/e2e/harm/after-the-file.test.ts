import { byPath } from '../support/run/by-path'
import { runJest } from '../support/run/run-jest'

/** Work whose owner is known, and that nobody follows or waits for: it throws as soon as nobody listens. */
const throwingLater = `
  const { stat } = require('node:fs')
  // The sandbox has a copy of it.
  const real = stat.constructor('return process')()
  test('leaves work behind', () => {
    setInterval(() => {}, 1000)
    const go = () => {
      if (real.listenerCount('uncaughtException') === 0) throw new Error('too late')
      stat('/', go)
    }
    go()
  })`
const endingLater = throwingLater.replace("throw new Error('too late')", 'return')
const files = { 'b.test.js': "test('is innocent', () => {})", 'by-path.js': byPath }
const config = {
  preset: 'jest-leakguard',
  testSequencer: '<rootDir>/by-path.js',
  testEnvironmentOptions: { leakguard: { types: { '*': 'warn' } } },
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each([
    ['fails the run', 1, {}],
    ['is told, without a reporter', 0, { reporters: ['default'] }],
  ])('an error between two files ends nothing and %s', async (_, code, more) => {
    const run = await runJest({
      jest,
      files: { ...files, 'a.test.js': throwingLater },
      config: { ...config, ...more },
      args: ['-i', '--forceExit'],
    })

    expect(run.code).toBe(code)
    expect(run.json).toMatchObject({ numPassedTests: 2, numFailedTests: 0 })
    expect(run.stderr).toContain(
      'jest-leakguard: a.test.js › leaves work behind: work left behind threw an error, after the end of the file\nError: too late',
    )
  })

  test('work that ends by then fails nothing', async () => {
    const run = await runJest({
      jest,
      files: { ...files, 'a.test.js': endingLater },
      config,
      args: ['-i', '--forceExit'],
    })

    expect(run.code).toBe(0)
    expect(run.stderr).not.toContain('threw')
  })
})
