import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { onlyIf } from '../../support/only-if'
import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { readPrepared } from '../support/install/prepared'
import { runNode } from '../support/run/jest-process'
import { createFixture, type FixtureOptions, type RunOptions, runJest } from '../support/run/run-jest'

const leaking = (name: string, before = ''): LeakCase => ({
  name,
  source: `${before}
    test('leaks', async () => {
      await null
      setInterval(() => {}, 1000) // opened
    })
    test('is clean', () => clearInterval(setInterval(() => {}, 1000)))`,
  leaks: [leakedInterval({ test: 'leaks' })],
})

type Surroundings = RunOptions & Pick<FixtureOptions, 'config'> & { readonly before?: string }

const preset = 'jest-leakguard'
const strict = 'jest-leakguard/strict'
const nodeOptions = (options: string): Surroundings => ({ env: { NODE_OPTIONS: options } })

/** Where healthy suites run, one day: the verdict is the same everywhere, without a word of ours besides. */
const surroundings: Readonly<Record<string, Surroundings>> = {
  'no home directory': { env: { HOME: '/nowhere/at/all', USERPROFILE: '/nowhere/at/all' } },
  'no code from strings': nodeOptions('--disallow-code-generation-from-strings'),
  'no stack traces': nodeOptions('--stack-trace-limit=0'),
  'short stack traces': nodeOptions('--stack-trace-limit=1'),
  'a preload that pollutes Object.prototype': nodeOptions('--require ./pollute.js'),
  'a preload that uses async hooks': nodeOptions('--require ./hooks.js'),
  'coverage by babel': { args: ['--coverage', '--coverageProvider=babel'] },
  'coverage by V8': { args: ['--coverage', '--coverageProvider=v8'] },
  'worker threads': { args: ['-w=2', '--workerThreads'] },
  'strict worker threads': { args: ['-w=2', '--workerThreads'], config: { preset: strict } },
  'a polluted Object.prototype in tests': {
    before: "Object.prototype.polluted = 1; Object.prototype.type = 'x'; Object.prototype.get = () => 1",
  },
  'frozen intrinsics in tests': {
    before: 'for (const it of [Array, Map, Set, Promise]) { Object.freeze(it); Object.freeze(it.prototype) }',
  },
  'replaced globals': {
    before: `globalThis.Promise = class extends Promise {}; globalThis.Error = class extends Error {}
      globalThis.performance = globalThis.queueMicrotask = globalThis.structuredClone = undefined`,
  },
  'functions that are gone': {
    before: `delete Array.prototype.findLast; delete Array.prototype.findLastIndex; delete Array.prototype.toSorted
      delete Object.groupBy`,
  },
}

const helpers = {
  'pollute.js': `
    for (const name of ['polluted', 'type', 'target', 'kind', 'owner', 'facts', 'family'])
      Object.defineProperty(Object.prototype, name, { value: 'x', configurable: true, writable: true })`,
  'hooks.js': `
    const { AsyncLocalStorage, createHook } = require('node:async_hooks')
    createHook({ init() {}, before() {}, after() {}, destroy() {}, promiseResolve() {} }).enable()
    new AsyncLocalStorage().enterWith('mine')`,
}

test.each(Object.entries(surroundings))('%s', async (name, { before, config = { preset }, ...options }) => {
  const own = leaking(name, before)
  const run = await runJest({
    files: { ...filesOf([own, leaking('other')]), ...helpers },
    config,
    ...options,
  })

  expect(run.stderr).not.toContain('jest-leakguard: ')
  expectLeaks(run, own)
  expectLeaks(run, leaking('other'))
  expect(run.timedOut).toBe(false)
})

describe('no directory for temporary files', () => {
  test('the verdicts stand, and one line says that there is no report', async () => {
    const run = await runJest({ files: filesOf([leaking('a')]), env: { TMPDIR: '/nowhere/at/all' } })

    expectLeaks(run, leaking('a'))
    expect(run.stderr.match(/^jest-leakguard: .*$/gm)).toEqual([
      expect.stringContaining('no report, the temporary directory cannot be written'),
    ])
  })

  test('nor one that is taken away in the middle of the run', async () => {
    const fixture = await createFixture({
      files: filesOf([
        leaking('a', "require('node:fs').rmSync(process.env.TMPDIR, { recursive: true, force: true })"),
      ]),
    })
    const directory = path.join(fixture.root, 'temporary')
    await fixture.write({ 'temporary/file': '' })
    const run = await fixture.run({ env: { TMPDIR: directory }, args: ['-i'] })

    expect(run.messageOf('leaks')).toContain('LeakError')
    expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 1 })
    expect(run.stderr).toContain('jest-leakguard: no report, what was recorded is gone: ')
  })
})

test('reports that cannot be written are told of, and the verdicts stand', async () => {
  const fixture = await createFixture({
    files: { ...filesOf([leaking('a')]), 'leak-report/leaks.json/is-a-directory': '' },
    config: { preset, reporters: ['default', ['jest-leakguard/reporter', { formats: ['json', 'html'] }]] },
  })
  await rm(path.join(fixture.root, 'leak-report'), { recursive: true })
  await writeFile(path.join(fixture.root, 'leak-report'), 'a file')
  const run = await fixture.run()

  expectLeaks(run, leaking('a'))
  expect(run.stderr).toContain('leak-report')
  expect(run.code).toBe(1)
})

test('names of a thousand characters, with controls, markup and line breaks', async () => {
  const names = [
    'x'.repeat(1000),
    '</script><script>alert(1)',
    '\u001b[2J\u0007',
    'a\nb',
    '%s %p $1 $&',
    '__proto__',
    ' ',
  ]
  const source = names
    .map((name) => `test(${JSON.stringify(name)}, () => {\n  setInterval(() => {}, 1000)\n})`)
    .join('\n')
  const run = await runJest({ files: { 'a.test.js': source }, config: { preset: strict } })

  expect(run.stderr).not.toContain('internal error')
  const { assertionResults } = run.file('a.test.js')
  expect(assertionResults.map(({ status }) => status)).toEqual(names.map(() => 'failed'))
  for (const { failureMessages } of assertionResults)
    expect(failureMessages).toEqual([expect.stringMatching(/^LeakError: this test leaked a timer/)])
})

test.each([
  ['that is killed', "process.kill(process.pid, 'SIGKILL')"],
  ['that exits', 'process.reallyExit(3)'],
])('a worker %s takes no other verdict along', async (_, end) => {
  const dying = `test('dies', () => { setInterval(() => {}, 1000); ${end} })`
  const run = await runJest({
    files: { ...filesOf([leaking('a'), leaking('b')]), 'dying.test.js': dying },
    args: ['-w=2'],
  })

  expectLeaks(run, leaking('a'))
  expectLeaks(run, leaking('b'))
  expect(run.file('dying.test.js').status).toBe('failed')
})

test.each(['in a test', 'in a hook'])(
  '`process.exit()` %s ends the run as under plain Jest',
  async (place) => {
    const exit =
      place === 'in a test'
        ? "test('ends', () => process.exit(5))"
        : "afterAll(() => process.exit(5)); test('x', () => {})"
    const files = { 'a.test.js': exit }
    const plain = await runJest({ files, config: { testEnvironment: 'node' }, args: ['-i'] })
    const guarded = await runJest({ files, args: ['-i'] })

    expect(guarded.code).toBe(plain.code)
    expect(guarded.timedOut).toBe(false)
  },
)

onlyIf(process.platform === 'linux', 'there is no `ulimit`').test('64 descriptors are enough', async () => {
  const fixture = await createFixture({ files: filesOf([leaking('a')]) })
  const { jest } = readPrepared().consumers['30']
  const command = `ulimit -n 64; exec "${process.execPath}" "${jest}" -i --no-watchman --cacheDirectory=cache`
  const { PATH = '' } = process.env
  const end = await runNode('/bin/sh', ['-c', command], {
    cwd: fixture.root,
    env: { PATH, NO_COLOR: '1' },
    timeout: 60_000,
  })

  expect(end.output).toContain('LeakError: this test leaked a timer: it was started here and never cleared')
  expect(end.output).toContain('Tests:       1 failed, 1 passed, 2 total')
  expect(end.output).not.toContain('jest-leakguard: ')
})
