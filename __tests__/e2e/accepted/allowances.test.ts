import type { JestRun } from '../support/run/jest-run'
import { createFixture, runJest } from '../support/run/run-jest'

const leak = 'setInterval(() => undefined, 60_000)'

/** One file per case: its failing tests, and whether the file itself fails. */
const cases: Record<string, { source: string; failing?: string[]; allow?: object[] }> = {
  'in a test': {
    source: `
      test('allowed', () => {
        allowLeaks({ type: 'timer', reason: 'metrics flush' })
        ${leak}
      })
      test('not allowed', () => void ${leak})`,
    failing: ['not allowed'],
  },
  'in a describe block': {
    source: `
      describe('block', () => {
        allowLeaks({ reason: 'old code' })
        beforeAll(() => void ${leak})
        describe('inner', () => test('allowed', () => void ${leak}))
      })
      test('outside', () => void ${leak})`,
    failing: ['outside'],
  },
  'in a file': {
    source: `
      allowLeaks({ type: 'timer', reason: 'old code' })
      ${leak}
      test('allowed', () => void ${leak})
      test('another type', () => void new (require('node:net').Server)().listen(0))`,
    failing: ['another type'],
  },
  'in hooks': {
    source: `
      describe('block', () => {
        beforeEach(() => allowLeaks({ reason: 'each' }))
        test('allowed', () => void ${leak})
      })
      test('outside', () => void ${leak})`,
    failing: ['outside'],
  },
  'concurrent tests keep theirs apart': {
    source: `
      const pause = () => new Promise((done) => setImmediate(done))
      test.concurrent('allowed', async () => {
        await pause()
        allowLeaks({ reason: 'old code' })
        await pause()
        ${leak}
      })
      test.concurrent('not allowed', async () => {
        await pause()
        await pause()
        ${leak}
      })`,
    failing: ['not allowed'],
  },
  'by function, path and name': {
    source: `
      const { poll, other } = require('./legacy/poll')
      test('by function', () => {
        allowLeaks({ createdBy: 'poll()', reason: 'old code' })
        poll()
      })
      test('by path', () => {
        allowLeaks({ createdBy: 'legacy/**', reason: 'old code' })
        other()
      })
      test('another function', () => {
        allowLeaks({ createdBy: 'poll()', reason: 'old code' })
        other()
      })
      describe('named', () => {
        allowLeaks({ tests: 'named yes$', reason: 'old code' })
        test('yes', () => void ${leak})
        test('no', () => void ${leak})
      })`,
    failing: ['another function', 'named no'],
  },
  'by package and version': {
    source: `
      const { open } = require('leaky')
      test('in range', () => {
        allowLeaks({ createdBy: 'leaky@^2.1', reason: 'see its issue 12' })
        open()
      })
      test('out of range', () => {
        allowLeaks({ createdBy: 'leaky@^3', reason: 'see its issue 12' })
        open()
      })`,
    failing: ['out of range'],
  },
  counts: {
    source: `
      test('two', () => {
        allowLeaks({ count: 2, reason: 'old code' })
        for (let n = 0; n < 2; n++) ${leak}
      })
      test('three', () => {
        allowLeaks({ count: [0, 2], reason: 'old code' })
        for (let n = 0; n < 3; n++) ${leak}
      })`,
    failing: ['three'],
  },
  'the next test is innocent': {
    source: `
      const net = require('node:net')
      let server
      test('allowed', async () => {
        allowLeaks({ type: 'tcp-server', reason: 'shared' })
        server = net.createServer(() => undefined)
        await new Promise((done) => server.listen(0, done))
      })
      test('uses it', async () => {
        const socket = net.connect(server.address().port)
        await new Promise((done) => socket.once('connect', done))
        socket.destroy()
      })`,
  },
  invalid: {
    source: `
      test('no reason', () => allowLeaks({ type: 'timer' }))
      test('unknown type', () => allowLeaks({ type: 'timr', reason: 'x' }))
      test('bad date', () => allowLeaks({ reason: 'x', until: '2027-02-30' }))
      test('leaks', () => void ${leak})`,
    failing: ['no reason', 'unknown type', 'bad date', 'leaks'],
  },
}

const fileOf = (name: string): string => `${name.replaceAll(/\W+/g, '-')}.test.js`
const library = {
  'node_modules/leaky/package.json': '{ "name": "leaky", "version": "2.3.0" }',
  'node_modules/leaky/index.js': `exports.open = () => ${leak}\n`,
  'legacy/poll.js': `exports.poll = function poll() { ${leak} }\nexports.other = () => ${leak}\n`,
}
const files = {
  ...library,
  ...Object.fromEntries(
    Object.entries(cases).map(([name, { source }]) => [
      fileOf(name),
      `const { allowLeaks } = require('jest-leakguard')\n${source}\n`,
    ]),
  ),
}

describe.each([
  ['30', 'jest-leakguard'],
  ['30', 'jest-leakguard/strict'],
  ['29', 'jest-leakguard'],
] as const)('allowLeaks(), Jest %s, %s', (jest, preset) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files, config: { preset, testPathIgnorePatterns: [] }, args: ['-i'] })
  })

  test.each(Object.keys(cases))('%s', (name) => {
    const file = run.file(fileOf(name))
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    const { failing = [] } = cases[name] ?? {}
    expect(failed.map(({ fullName }) => fullName)).toEqual(failing)
    expect(file.message).not.toContain('Test suite failed to run')
  })

  test('an invalid one fails at its own line', () => {
    const message = run.messageOf('no reason')
    expect(message).toContain(
      'jest-leakguard: allowLeaks(allowance).reason: expected the reason why the leak is accepted, got nothing',
    )
    expect(message).toContain("> 3 |       test('no reason', () => allowLeaks({ type: 'timer' }))")
    expect(run.messageOf('unknown type')).toContain('unknown resource type "timr"; did you mean "timer"?')
    expect(run.messageOf('bad date')).toContain(
      'until: expected a date such as "2027-01-31", got "2027-02-30"',
    )
  })

  test('one that is exceeded is named', () => {
    expect(run.messageOf('three')).toContain('allow:   counts.test.js:8 accepts 2, this makes 3')
  })

  test('what is allowed is counted', () => {
    expect(run.stderr).toMatch(/^Leaks: +\d+ failed, 14 allowed$/m)
  })
})

test('options allow by type, package, path and name, in a preset as well', async () => {
  const fixture = await createFixture({
    files: {
      ...library,
      'a.test.js': `
        const { open } = require('leaky')
        test('package', () => void open())
        test('path', () => void require('./legacy/poll').other())
        test('named', () => void ${leak})
        test('not allowed', () => void ${leak})`,
      'jest.config.js': `module.exports = require('jest-leakguard').withLeakGuard(
        { testEnvironmentOptions: { leakguard: { allow: [{ createdBy: 'leaky', reason: 'their bug' }] } } },
        { allow: [{ createdBy: './legacy/', reason: 'old' }, { tests: '^named$', reason: 'see #3' }] },
      )\n`,
    },
    config: false,
  })
  const run = await fixture.run()
  expect(run.json.numFailedTests).toBe(1)
  expect(run.test('not allowed').status).toBe('failed')
  expect(run.stderr).toMatch(/^Leaks: +1 failed, 3 allowed$/m)

  await fixture.write({
    'jest.config.js': `module.exports = { preset: 'jest-leakguard', testEnvironmentOptions: {
      leakguard: { allow: [{ type: 'timer' }, { createdBy: 'leaky@foo', reason: ' ', count: 0, why: 1 }] },
    } }\n`,
  })
  const broken = await fixture.run()
  const where = 'testEnvironmentOptions.leakguard.allow'
  expect(broken.code).toBe(1)
  expect(broken.stderr).toContain(
    `${where}[0].reason: expected the reason why the leak is accepted, got nothing`,
  )
  expect(broken.stderr).toContain(
    `${where}[1].why: unknown field of an allowance; expected "type", "createdBy"`,
  )
  expect(broken.stderr).toContain(`${where}[1].createdBy: expected a package`)
  expect(broken.stderr).toContain(
    `${where}[1].count: expected a number of leaks from 1, or [least, most], got 0`,
  )
})

test('one of the options that no file needs is told when the whole suite has run', async () => {
  const allow = [
    { type: 'timer', reason: 'needed' },
    { type: 'tcp-server', reason: 'was fixed' },
  ]
  const testEnvironmentOptions = { leakguard: { allow, staleAllowances: 'fail' } }
  const fixture = await createFixture({
    files: { 'a.test.js': `test('a', () => void ${leak})\n`, 'b.test.js': "test('b', () => undefined)\n" },
    config: { preset: 'jest-leakguard', testEnvironmentOptions },
  })
  const run = await fixture.run()
  expect(run.json.numFailedTests).toBe(0)
  expect(run.code).toBe(1)
  expect(run.stderr).toContain(
    'Allowances:  1 to look at\n             `allow` of the options: the allowance `{"type":"tcp-server"}` (“was fixed”) is not needed',
  )
  const part = await fixture.run({ args: ['a.test.js'] })
  expect(part.stderr).not.toContain('Allowances:')
  expect(part.code).toBe(0)
})
