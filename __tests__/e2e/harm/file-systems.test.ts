import { expectLeaks } from '../support/cases/expect-leaks'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { fileSystems, installLibraries } from '../support/install/libraries'
import { createFixture, runJest } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'
import { type FourModes, outcomesOf, runInFourModes } from '../support/run/four-modes'

const tests = (work: string): string => `
  test('leaks', async () => {
    ${work}
    await null
    setInterval(() => {}, 1000) // opened
  })
  test('is clean', () => {
    ${work}
    clearInterval(setInterval(() => {}, 1000))
  })`

const timer = [leakedInterval({ test: 'leaks' })]

/** Whole file systems in the place of Node's, and nothing of it is theirs. */
const cases: readonly LeakCase[] = [
  {
    name: 'memfs by jest mock',
    source: `
      jest.mock('fs', () => require('memfs').fs)
      jest.mock('node:fs', () => require('memfs').fs)
      const fs = require('fs')
      ${tests(`
        fs.writeFileSync('/kept', 'in memory')
        fs.closeSync(fs.openSync('/kept', 'r'))
        expect(require('node:fs').readFileSync('/kept', 'utf8')).toBe('in memory')`)}`,
    leaks: timer,
  },
  {
    name: 'memfs with open files',
    source: `
      jest.mock('fs', () => require('memfs').fs)
      const fs = require('fs')
      ${tests(`
        fs.writeFileSync('/left', 'open')
        fs.openSync('/left', 'r')`)}`,
    leaks: timer,
  },
  {
    name: 'mock-fs around each test',
    source: `
      const fs = require('fs')
      const mock = require('mock-fs')
      beforeEach(() => mock({ '/mocked': { 'file.txt': 'mocked' } }))
      afterEach(() => mock.restore())
      ${tests(`
        expect(fs.readFileSync('/mocked/file.txt', 'utf8')).toBe('mocked')
        fs.closeSync(fs.openSync('/mocked/file.txt', 'r'))`)}`,
    leaks: timer,
  },
  {
    name: 'mock-fs around all tests',
    source: `
      const fs = require('fs')
      const mock = require('mock-fs')
      beforeAll(() => mock({ '/mocked': { 'file.txt': 'mocked' } }))
      afterAll(() => mock.restore())
      ${tests(`
        expect(fs.existsSync(__filename)).toBe(false)
        expect(fs.readFileSync('/mocked/file.txt', 'utf8')).toBe('mocked')`)}`,
    leaks: timer,
  },
]

let libraries: string
let runs: FourModes
beforeAll(async () => {
  libraries = await installLibraries(fileSystems)
  runs = await runInFourModes({
    files: filesOf(cases), // Without source maps, which nobody could read.
    config: { modulePaths: [libraries], transform: {} },
  })
})

test('with everything at warn a suite is as under plain Jest', () => {
  expect(outcomesOf(runs.warn)).toEqual(outcomesOf(runs.plain))
  expect(runs.plain.code).toBe(0)
})

describe.each(['default', 'strict'] as const)('%s preset', (preset) => {
  test.each(cases)('$name', (leakCase) => {
    expectLeaks(runs[preset], leakCase)
  })

  test('nothing of ours goes wrong', () => {
    expect(runs[preset].stderr).not.toContain('jest-leakguard: ')
  })
})

test('one that is still there at the end of the file is no error of ours', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `
        const mock = require('mock-fs')
        test('mocks', () => { mock({}) })
        test('leaks', () => { setInterval(() => {}, 1000) })
        test('is clean', () => { clearInterval(setInterval(() => {}, 1000)) })`,
      // Jest itself does not survive it in its own process.
      'b.test.js': `test('in another worker', () => {})`,
    },
    config: { preset: 'jest-leakguard/strict', modulePaths: [libraries], transform: {} },
    args: ['-w', '2'],
  })

  expect(run.stderr).not.toContain('jest-leakguard: ')
  expect(run.messageOf('leaks')).toContain('this test leaked a timer')
  expect(run.test('is clean').status).toBe('passed')
})

test('the baseline that stood there before a file system in memory did is the baseline', async () => {
  const mocked = cases.filter(({ name }) => name === 'mock-fs around all tests')
  const fixture = await createFixture({
    files: filesOf(mocked),
    config: { preset: 'jest-leakguard/strict', modulePaths: [libraries], transform: {} },
  })
  const created = await runLeakguard(fixture, ['baseline', 'create'])
  expect(created).toMatchObject({ code: 0 })
  const run = await fixture.run()

  expect(run).toMatchObject({ code: 0, json: { numFailedTests: 0 } })
  expect(run.stderr).toMatch(/^Leaks: +1 in the baseline$/m)
})
