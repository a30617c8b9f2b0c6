import type { Report, ReportLeak } from '../../../src/report/model/model'
import { byPath } from '../support/run/by-path'
import type { JestRun } from '../support/run/jest-run'
import { createFixture, type Fixture } from '../support/run/run-jest'

// What core modules hold is shared by all sandboxes of a process: so a later file sees what an earlier one left.
const shared = "const shared = require('node:util').types\n"
const pause = 'const pause = () => new Promise((done) => setTimeout(done, 60))\n'
const configOf = (leakguard: object): object => ({
  preset: 'jest-leakguard',
  testSequencer: './by-path.js',
  reporters: ['default', ['jest-leakguard/reporter', { formats: ['json'] }]],
  testEnvironmentOptions: { leakguard },
})
const leaksIn = async (fixture: Fixture): Promise<(ReportLeak & { file: string })[]> => {
  const { files } = JSON.parse(await fixture.read('leak-report/leaks.json')) as Report
  return files.flatMap(({ file, leaks }) => leaks.map((leak) => ({ ...leak, file })))
}

describe.each(['30', '29'] as const)('an allowed leak, Jest %s', (jest) => {
  let fixture: Fixture
  let run: JestRun
  beforeAll(async () => {
    fixture = await createFixture({
      jest,
      files: {
        'by-path.js': byPath,
        'a.test.js': `${shared}${pause}
          const net = require('node:net')
          const { allowLeaks } = require('jest-leakguard')
          let server
          test('allowed', async () => {
            allowLeaks({ reason: 'shared by the tests below' })
            shared.ticks = 0
            setInterval(() => shared.ticks++, 5)
            server = net.createServer((socket) => socket.end('hello'))
            await new Promise((done) => server.listen(0, done))
          })
          test('uses it', async () => {
            const socket = net.connect(server.address().port).resume()
            await new Promise((done) => socket.once('close', done))
          })
          test('finds it open', async () => {
            const before = shared.ticks
            await pause()
            expect(shared.ticks).toBeGreaterThan(before)
            expect(server.listening).toBe(true)
            shared.server = server
          })`,
        'b.test.js': `${shared}${pause}
          test('finds it closed', async () => {
            const before = shared.ticks
            await pause()
            expect(shared.ticks).toBe(before)
            expect(shared.server.listening).toBe(false)
          })`,
      },
      config: configOf({ isolation: 'test' }),
    })
    run = await fixture.run({ args: ['-i'] })
  })

  test('blames nobody, stays open until the end of its file, and is closed then', () => {
    expect(run.stderr).not.toContain('●')
    expect(run.json.numPassedTests).toBe(4)
    expect(run).toMatchObject({ code: 0, timedOut: false })
  })

  test('is counted in the summary, and in the report with its reason and its owner', async () => {
    expect(run.stderr).toMatch(/^Leaks: +2 allowed$/m)
    const leaks = await leaksIn(fixture)
    expect(leaks.map(({ owner, reason, status, type }) => [type, owner.path, status, reason])).toEqual([
      ['timer', ['allowed'], 'allowed', 'shared by the tests below'],
      ['tcp-server', ['allowed'], 'allowed', 'shared by the tests below'],
    ])
  })
})

describe.each(['30', '29'] as const)('warn mode, Jest %s', (jest) => {
  const sources = {
    'by-path.js': byPath,
    'a.test.js': `${shared}
      test('polls', () => {
        shared.ticks = 0
        setInterval(() => shared.ticks++, 5)
      })
      test.each([1, 2])('listens %i', () => void require('node:net').createServer().listen(0))`,
    'b.test.js': `
      test('opens', async () => void (await require('node:fs/promises').open(__filename)))
      test('polls', () => void setInterval(() => undefined, 60_000))`,
  }
  const next = `${shared}${pause}
    test('finds the timer running', async () => {
      const before = shared.ticks
      await pause()
      expect(shared.ticks).toBeGreaterThan(before)
    })`

  test('has the same findings, fails nothing, closes nothing', async () => {
    const fixture = await createFixture({ jest, files: sources, config: configOf({}) })
    const failing = await fixture.run({ args: ['-i'] })
    const failed = await leaksIn(fixture)
    expect(failing.code).toBe(1)

    const warn = configOf({ types: { '*': 'warn' } })
    await fixture.write({
      'c.test.js': next,
      'jest.config.js': `module.exports = ${JSON.stringify(warn)}\n`,
    })
    const warning = await fixture.run({ args: ['-i', '--forceExit'] })
    const warned = await leaksIn(fixture)

    expect(warning.code).toBe(0)
    expect(warning.stderr).not.toContain('●')
    expect(warning.test('finds the timer running').status).toBe('passed')
    const identity = ({ count, file, fingerprint, owner, type }: (typeof warned)[number]): unknown[] => [
      ...[file, type, owner.path, count, fingerprint],
    ]
    expect(warned.map(identity)).toEqual(failed.map(identity))
    expect(warned.map(({ closed, status }) => [status, closed])).toEqual(
      failed.map(() => ['warned', undefined]),
    )
    const summary = warning.stderr.slice(warning.stderr.indexOf('Leaks:')).split('\n').slice(0, 5)
    expect(summary.map((line) => line.trim())).toEqual([
      'Leaks:       5 warned',
      '2 × tcp-server, opened at a.test.js:7',
      '1 × file-handle, opened at b.test.js:2',
      '1 × timer, opened at a.test.js:5',
      '1 × timer, opened at b.test.js:3',
    ])
  })
})
