import { runJest } from '../support/run/run-jest'

const config = { testEnvironmentOptions: { leakguard: { types: { env: 'fail', global: 'fail' } } } }

const leaking = `test('leaking', () => { process.env.LEFT = '1' })\n`
const theLeak = /● leaking\n\n {4}LeakError: this test [^]*LEFT[^]*help: {4}[^]*> +\d+ \|[^]*a\.test\.js:\d+:/

/** What happens to state after a test is over and before the next one begins is not the next one's. */
const cases: Readonly<Record<string, string>> = {
  'a reset of a registered singleton': `
const { registerSingleton } = require('jest-leakguard')
class Settings {
  static instance
  static getInstance() { return (Settings.instance ??= new Settings()) }
  static resetInstance() { Settings.instance = undefined; process.env.SETTINGS = String(Math.random()) }
}
registerSingleton(Settings)
test('first', () => { Settings.getInstance() })
test('second', () => { Settings.getInstance() })
`,
  'a hook before each test': `
let n = 0
beforeEach(() => { process.env.ROUND = String(++n); global.round = n })
test('first', () => expect(process.env.ROUND).toBe('1'))
test('second', () => expect(global.round).toBe(2))
`,
  'a hook of a block before': `
describe('a block', () => {
  let before
  beforeAll(() => { before = process.env.BLOCK; process.env.BLOCK = 'x' })
  afterAll(() => { delete process.env.BLOCK })
  test('first', () => expect(process.env.BLOCK).toBe('x'))
})
test('second', () => expect(process.env.BLOCK).toBe(undefined))
`,
}

describe.each(Object.entries(cases))('%s', (_name, source) => {
  test.each(['30', '29'] as const)(
    'is not the next test’s, and a leak is found, Jest %s',
    async (jest) => {
      const files = { 'a.test.js': source + leaking }
      const run = await runJest({ jest, files, config: { ...config, preset: 'jest-leakguard' } })

      expect(run.stderr).toMatch(theLeak)
      expect(run.stderr.match(/LeakError: .*/g)).toHaveLength(1)
      expect(run.stderr).toContain('1 failed, 2 passed, 3 total')
      expect(run.code).toBe(1)
    },
    60_000,
  )
})

test('what leftover work changes while Jest waits for another attempt is not that attempt’s', async () => {
  const source = `
jest.retryTimes(1, { waitBeforeRetry: 100, retryImmediately: true })
let attempts = 0
test('leaves a short timer behind', () => {
  setTimeout(() => { process.env.LATE = '1' }, 30)
})
test('passes at its second attempt', () => expect(++attempts).toBe(2))
`
  const files = { 'a.test.js': source }
  const run = await runJest({ files, config: { ...config, preset: 'jest-leakguard' } })

  expect(run.stderr).not.toContain('● passes')
  expect(run.stderr).toContain('2 passed, 2 total')
}, 60_000)

test('what a test puts back some turns after its end is not the next one’s', async () => {
  const source = `
const turns = async (n) => { while (n-- > 0) await undefined }
describe.each(Array.from({ length: 120 }, (_, n) => n))('%i', (n) => {
  test('late', () => {
    process.env.LATE = '1'
    void turns(n).then(() => { delete process.env.LATE })
  })
  test('next', () => undefined)
})
for (let n = 0; n < 120; n++) {
  test('late, side by side ' + n, () => {
    process.env.LATE = '1'
    void turns(n).then(() => { delete process.env.LATE })
  })
  test('next', () => undefined)
}
`
  const run = await runJest({
    files: { 'a.test.js': source + leaking },
    config: { ...config, preset: 'jest-leakguard' },
  })

  expect(run.stderr).toMatch(theLeak)
  expect(run.stderr.match(/LeakError: .*/g)).toHaveLength(1)
  expect(run.stderr).toContain('1 failed, 480 passed, 481 total')
}, 60_000)
