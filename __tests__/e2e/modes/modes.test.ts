import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { createFixture, runJest } from '../support/run/run-jest'

const leaking: LeakCase = {
  name: 'leaking',
  source: `
    const { createServer } = require('node:net')
    setInterval(() => {}, 1000) // of the file
    describe('block', () => {
      beforeAll((done) => {
        createServer().listen(0, done) // of the block
      })
      test('leaks', async () => {
        await null
        setInterval(() => {}, 1000) // of the test
      })
      test('is clean', async () => clearInterval(setInterval(() => {}, 1000)))
    })`,
  leaks: [
    leakedInterval({ test: 'block › leaks' }, 'of the test'),
    leakedInterval('file', 'of the file'),
    leakedServer({ describe: 'block' }, 'of the block'),
  ],
}

const clean: LeakCase = {
  name: 'clean',
  source: `
    const { add } = require('./add')
    test('is clean', (done) => {
      const server = require('node:net').createServer().listen(0, () => server.close(done))
    })
    test('adds', () => expect(add(1, 2)).toBe(3))`,
  leaks: [],
}

const files = { ...filesOf([leaking, clean]), 'add.js': 'exports.add = (a, b) => a + b' }

/** A hung process is killed and says so; whatever leaks is closed, so that Jest ends by itself. */
function expectBoth(run: JestRun): void {
  expect(run).toMatchObject({ code: 1, signal: null, timedOut: false, leftProcesses: false })
  expectLeaks(run, leaking)
  expectLeaks(run, clean)
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test.each([
    ['in band', ['-i']],
    ['in two workers', ['-w', '2']],
    ['in worker threads', ['-w', '2', '--workerThreads']],
  ])('%s', async (_mode, args) => {
    const run = await runJest({ jest, files, args })

    expectBoth(run)
    expect(run.stderr).toContain('Leaks:       3 failed\n')
    expect(run.stderr).not.toMatch(/did not exit|failed to exit gracefully|still alive/)
  })

  test('--coverage counts what it counts under plain Jest', async () => {
    const args = ['-i', '--coverage', '--coverageReporters=json-summary']
    const summaries = []
    for (const testEnvironment of ['node', 'jest-leakguard/environment']) {
      const fixture = await createFixture({ jest, files, config: { testEnvironment, forceExit: true } })
      const run = await fixture.run({ args })
      if (testEnvironment !== 'node') expectBoth(run)
      summaries.push((await fixture.read('coverage/coverage-summary.json')).replaceAll(fixture.root, ''))
    }

    expect(summaries[1]).toBe(summaries[0])
  })

  test('--shard', async () => {
    const fixture = await createFixture({ jest, files })
    const first = await fixture.run({ args: ['--shard=1/2'] })
    const second = await fixture.run({ args: ['--shard=2/2'] })

    const [withLeaks, without] = first.code === 1 ? [first, second] : [second, first]
    expectLeaks(withLeaks, leaking)
    expectLeaks(without, clean)
    expect([withLeaks.code, without.code]).toEqual([1, 0])
  })

  test('projects with options of their own', async () => {
    const project = (displayName: string, leakguard: object): object => ({
      displayName,
      preset: 'jest-leakguard',
      testMatch: [`<rootDir>/${displayName}/*.test.js`],
      testEnvironmentOptions: { leakguard },
    })
    const run = await runJest({
      jest,
      files: {
        'fails/leaking.test.js': leaking.source,
        'warns/leaking.test.js': leaking.source,
        'off/leaking.test.js': leaking.source,
      },
      config: {
        preset: 'jest-leakguard',
        projects: [
          project('fails', {}),
          project('warns', { types: { '*': 'warn' } }),
          project('off', { types: { '*': 'off' } }),
        ],
      },
      // With warnings nothing is closed.
      args: ['-i', '--forceExit'],
    })

    expect(run.file('fails/leaking.test.js')).toMatchObject({ status: 'failed' })
    expect(run.file('warns/leaking.test.js')).toMatchObject({ status: 'passed', message: '' })
    expect(run.file('off/leaking.test.js')).toMatchObject({ status: 'passed', message: '' })
    expect(run.stderr).toContain('Leaks:       3 failed, 3 warned\n')
    for (const line of ['3', '10'])
      expect(run.stderr).toContain(`1 × timer, opened at warns/leaking.test.js:${line}\n`)
    expect(run.stderr).not.toContain('off/leaking.test.js:')
  })
})
