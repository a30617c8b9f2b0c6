import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'

const source = `
  const { moveToParis } = require('./helper')
  test('moves to Paris', () => moveToParis())
  test('passes', () => {})
  describe('dates', () => {
    test('are those of Berlin', () => { expect(process.env.TZ ?? 'Europe/Berlin').toBe('Europe/Berlin') })
  })`
const clean = `
  test('fails alone', () => { expect(1).toBe(2) })
  test('puts back', () => { process.env.KEY = 'x'; delete process.env.KEY })
  describe('a block', () => {
    beforeAll(() => { process.env.BLOCK = 'x' })
    afterAll(() => { delete process.env.BLOCK })
    test('in the block that sets it', () => { expect(process.env.BLOCK).toBe('y') })
  })
  test('fails after all is put back', () => { expect(1).toBe(2) })
  test('its own change', () => { process.env.OWN = 'x'; expect(process.env.OWN).toBe('y') })`
const files = {
  'helper.js': `exports.moveToParis = () => {\n  process.env.TZ = 'Europe/Paris'\n}`,
  'a.test.js': source,
  'clean.test.js': clean,
}
const line =
  'a.test.js › dates › are those of Berlin failed after "moves to Paris" had left `process.env.TZ` set (helper.js:2)'

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ files, jest })
  })

  test('a test that fails after another has left state is told what it found, in one line of the summary', () => {
    expect(run.output).toContain(`State:       ${line}`)
  })

  test('nobody else is: not for own changes, those of a block around it, or what was put back', () => {
    expect(run.output.match(/ failed after /g)).toHaveLength(1)
  })
})

test('without the reporter it is told on stderr', async () => {
  const config = { preset: undefined, testEnvironment: 'jest-leakguard/environment' }
  const run = await runJest({ files, config })
  expect(run.stderr).toContain(`jest-leakguard: ${line}`)
})

test('with the type switched off nothing is told', async () => {
  const options = { leakguard: { types: { env: 'off' as const } } }
  const run = await runJest({ files, config: { preset: 'jest-leakguard', testEnvironmentOptions: options } })
  expect(run.output).not.toContain(' failed after ')
})
