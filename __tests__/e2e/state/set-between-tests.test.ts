import { runJest } from '../support/run/run-jest'

/** Tells each test what it is called, as environments that report to a service do, and runs it with variables of its own. */
const environment = (base: string): string => `
  ${base}
  module.exports = class extends Base {
    async handleTestEvent(event, state) {
      if (event.name === 'test_start') {
        this.global.currentTest = event.test.name
        this.global.process.env.CURRENT_TEST = event.test.name
      }
      await super.handleTestEvent?.(event, state)
    }
  }`

const ways = {
  'of one that extends ours': environment(`const Base = require('jest-leakguard/environment')`),
  'of one that is wrapped': `
    const { withLeakDetection } = require('jest-leakguard')
    ${environment(`const { TestEnvironment: Base } = require('jest-environment-node')`)}
    module.exports = withLeakDetection(module.exports)`,
}

const config = {
  testEnvironment: './environment.js',
  testEnvironmentOptions: { leakguard: { types: { env: 'fail', global: 'fail' } } },
}

describe.each(Object.entries(ways))('an environment sets state before each test: %s', (_name, source) => {
  test.each(['30', '29'] as const)(
    'nobody is blamed for it, and a test for its own, Jest %s',
    async (jest) => {
      const run = await runJest({
        jest,
        config,
        files: {
          'environment.js': source,
          'a.test.js': `
test('clean', () => expect([currentTest, process.env.CURRENT_TEST]).toEqual(['clean', 'clean']))
test('clean, too', () => expect(currentTest).toBe('clean, too'))
test('leaking', () => { process.env.LEFT = '1' })`,
        },
      })

      expect(run.stderr).toMatch(
        /● leaking\n\n {4}LeakError: this test [^]*LEFT[^]*help: {4}[^]*> 4 \|[^]*a\.test\.js:4:/,
      )
      expect(run.stderr.match(/LeakError: .*/g)).toHaveLength(1)
      expect(run.stderr).toContain('1 failed, 2 passed, 3 total')
      expect(run.code).toBe(1)
    },
    60_000,
  )
})
