import type { Report } from '../../../src/report/model/model'
import { byPath } from '../support/run/by-path'
import type { JestRun } from '../support/run/jest-run'
import { createFixture, type Fixture } from '../support/run/run-jest'

const packageOf = (name: string, more: object, code: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '2.1.0', ...more }),
  [`node_modules/${name}/index.js`]: `${code}\n`,
})
const about = (...processWide: object[]): object => ({ 'jest-leakguard': { processWide } })

const pulseOf = (name: string): string =>
  `const shared = require('node:util').types
   shared.${name} = 0
   setInterval(() => shared.${name}++, 5)`

const dependencies = {
  ...packageOf(
    'ticker',
    about({
      type: 'timer',
      function: 'start',
      reason: 'it ticks for ever',
      link: 'https://example.com/ticker',
    }),
    `const shared = require('node:util').types
     exports.start = function start() {
       shared.ticks = 0
       setInterval(() => shared.ticks++, 5)
     }
     exports.other = function other() {
       setInterval(() => undefined, 60_000)
     }
     exports.lazily = function start() {
       setInterval(() => undefined, 60_000).unref()
     }`,
  ),
  ...packageOf('pulse', about({ type: 'timer', reason: 'a pulse' }), pulseOf('pulse')),
  ...packageOf('other-pulse', {}, pulseOf('otherPulse')),
  ...packageOf('metrics', {}, 'exports.run = () => void setInterval(() => undefined, 60_000)'),
  ...packageOf('old-metrics', {}, 'exports.run = () => void setInterval(() => undefined, 60_000)'),
}
const pack = JSON.stringify([
  { package: 'metrics', versions: '^2', type: 'timer', reason: 'it reports for ever' },
  { package: 'old-metrics', versions: '^1', type: 'timer', reason: 'it reports for ever' },
])
const uses = `
  const { findLeaks } = require('jest-leakguard')
  test('declared by the package', () => require('ticker').start())
  test('another function', () => require('ticker').other())
  test('another type', () => void require('ticker').lazily())
  test('of a pack', async () => {
    require('metrics').run()
    expect(await findLeaks()).toEqual([])
  })
  test('another version', () => require('old-metrics').run())`
// Nobody looks at what dependencies open by themselves here; it is closed all the same, unless it is meant to live on.
const unseen = `/** @LG {"thirdParty": "off"} */
  test.each(['pulse', 'other-pulse'])('%s', (name) => void require(name))`.replace('@LG', '@leakguard')
const next = `
  test('it still ticks', async () => {
    const shared = require('node:util').types
    const before = { ...shared }
    await new Promise((done) => setTimeout(done, 100))
    expect(shared.ticks).toBeGreaterThan(before.ticks)
    expect(shared.pulse).toBeGreaterThan(before.pulse)
    expect(shared.otherPulse).toBe(before.otherPulse)
  })`

describe.each(['30', '29'] as const)('rules of others, Jest %s', (jest) => {
  let fixture: Fixture
  let run: JestRun
  beforeAll(async () => {
    fixture = await createFixture({
      jest,
      files: {
        ...dependencies,
        'rules.json': pack,
        'by-path.js': byPath,
        'a.test.js': uses,
        'b.test.js': unseen,
        'c.test.js': next,
      },
      config: {
        preset: 'jest-leakguard',
        testSequencer: './by-path.js',
        reporters: ['default', ['jest-leakguard/reporter', { formats: ['json'] }]],
        testEnvironmentOptions: {
          leakguard: { types: { 'unref-timer': 'fail' }, rulePacks: ['./rules.json'] },
        },
      },
    })
    run = await fixture.run({ args: ['-i', '--forceExit'] })
  })

  test('accept what they are about, and nothing else', () => {
    const failed = run.file('a.test.js').assertionResults.filter(({ status }) => status === 'failed')
    expect(failed.map(({ title }) => title)).toEqual(['another function', 'another type', 'another version'])
    expect(run.messageOf('another function')).toContain('LeakError: this test leaked a timer')
    expect(run.messageOf('another function')).toContain('closed:  cleared')
  })

  test('what they accept is in the report with its reason, and lives on into the next file', async () => {
    const report = JSON.parse(await fixture.read('leak-report/leaks.json')) as Report
    const allowed = report.files.flatMap(({ leaks }) => leaks.filter(({ status }) => status === 'allowed'))
    expect(allowed.map(({ closed, owner, reason }) => [owner.path.join(' › '), reason, closed])).toEqual([
      ['declared by the package', 'it ticks for ever (https://example.com/ticker)', undefined],
      ['of a pack', 'it reports for ever', undefined],
    ])
    expect(run.fileMessage('c.test.js')).toBe('')
    expect(run.file('c.test.js').status).toBe('passed')
    expect(run.stderr).toMatch(/^Leaks: +3 failed$/m)
  })
})

describe('mistakes', () => {
  const leaking = "test('reports', () => require('metrics').run())\n"

  test.each([
    [
      'an unknown field of a pack',
      '[{ "package": "metrics", "type": "timer", "reason": "for ever", "version": "^2" }]',
      'rules.json[0].version: unknown field of a rule; did you mean "versions"?',
    ],
    [
      'a rule without its reason',
      '[{ "package": "metrics", "type": "timer" }]',
      'rules.json[0].reason: expected the reason why it lives as long as the process, got nothing',
    ],
    ['a pack that is none', '{}', 'rules.json: expected an array of rules, got an object'],
    ['a pack that cannot be read', '[', 'rulePacks[0] ("./rules.json"): threw while it was loaded: '],
  ])('%s', async (_, rules, problem) => {
    const fixture = await createFixture({
      files: { ...dependencies, 'rules.json': rules, 'a.test.js': leaking },
      config: {
        preset: 'jest-leakguard',
        testEnvironmentOptions: { leakguard: { rulePacks: ['./rules.json'] } },
      },
    })
    const run = await fixture.run()
    expect(run.code).toBe(1)
    expect(run.fileMessage('a.test.js')).toContain(problem)
  })

  test("one in a dependency's own rules is one line, and its leaks are as without", async () => {
    const broken = packageOf(
      'metrics',
      about({ type: 'timer', reason: 'for ever', package: 'metrics' }),
      'exports.run = () => void setInterval(() => undefined, 60_000)',
    )
    const fixture = await createFixture({ files: { ...broken, 'a.test.js': leaking, 'b.test.js': leaking } })
    const run = await fixture.run({ args: ['-i'] })
    expect(run.stderr.match(/^jest-leakguard: .*$/gm)).toEqual([
      'jest-leakguard: node_modules/metrics/package.json: ["jest-leakguard"].processWide[0].package: unknown field of a rule; ' +
        'expected "type", "function", "topLevel", "reason" or "link". The rules of this package are not used.',
    ])
    expect(run.json.numFailedTests).toBe(2)
  })
})
