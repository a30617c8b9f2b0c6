import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval, leakedServer, listedAs } from '../support/cases/leak-cases'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

const cases: readonly LeakCase[] = [
  {
    name: 'nested describe blocks',
    source: `
      const open = () => setInterval(() => {}, 1000)
      describe('a', () => {
        test('clears', () => clearInterval(open()))
        describe('b', () => {
          describe('c', () => {
            test('leaks', () => {
              setInterval(() => {}, 1000) // opened
            })
          })
          test('clears', () => clearInterval(open()))
        })
      })`,
    leaks: [leakedInterval({ test: 'a › b › c › leaks' })],
  },
  {
    name: 'bodies of describe blocks',
    source: `
      describe('outer', () => {
        const timer = setInterval(() => {}, 1000)
        afterAll(() => clearInterval(timer))
        describe('inner', () => {
          setInterval(() => {}, 1000) // opened
          test('uses it', () => {})
        })
        test('uses it', () => {})
      })`,
    leaks: [leakedInterval({ describe: 'outer › inner' })],
  },
  {
    name: 'top level',
    source: `
      const timer = setInterval(() => {}, 1000)
      setInterval(() => {}, 1000) // opened
      afterAll(() => clearInterval(timer))
      test('uses it', () => {})
      describe('block', () => {
        test('uses it too', () => {})
      })`,
    leaks: [leakedInterval('file')],
  },
  {
    name: 'top level of a file without a test that runs',
    source: `
      require('node:net').createServer().listen(0) // opened
      test.skip('not now', () => {})`,
    leaks: [leakedServer('file')],
  },
  {
    name: 'modules that clean up',
    source: `
      const { stop } = require('./lib/poller')
      afterAll(() => stop())
      test('clears what its own copy started', () => {
        jest.resetModules()
        require('./lib/poller').stop()
      })`,
    leaks: [],
  },
]

const poller = `
  const timer = setInterval(() => {}, 1000)
  exports.stop = () => clearInterval(timer)
`
const loadingPoller: Record<string, string> = {
  'lib/poller.js': poller,
  'at-top-level.test.js': "require('./lib/poller'); test('uses it', () => {})",
  'in-a-test.test.js': "test('leaks', () => { require('./lib/poller') }); test('is clean', () => {})",
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files: { ...filesOf(cases), ...loadingPoller }, args: ['-i'] })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test.each([
    ['at-top-level.test.js', listedAs('file'), 'this file'],
    ['in-a-test.test.js', 'leaks', 'this test'],
  ])('module loaded %s', (file, owner, subject) => {
    expect(reportedLeaks(run.fileMessage(file))).toEqual([
      expect.objectContaining({
        owner,
        headline: `${subject} leaked a timer: it was started here and never cleared`,
        opened: 'lib/poller.js:2',
        calledFrom: `${file}:1`,
      }),
    ])
  })
})

test.each(['30', '29'] as const)('setup files belong to each test file, Jest %s', async (jest) => {
  const used: LeakCase = { name: 'uses it', source: "test('uses it', () => {})", leaks: [] }
  const project = (key: string, setup: string): object => ({
    preset: 'jest-leakguard',
    displayName: `${key} ${setup}`,
    [key]: [`<rootDir>/${setup}`],
    testMatch: [`<rootDir>/${key}-${setup}.test.js`],
  })
  const setups = [
    ['setupFiles', 'leaks.js'],
    ['setupFiles', 'is-clean.js'],
    ['setupFilesAfterEnv', 'leaks.js'],
    ['setupFilesAfterEnv', 'is-clean.js'],
  ] as const
  const run = await runJest({
    jest,
    config: { preset: 'jest-leakguard', projects: setups.map(([key, setup]) => project(key, setup)) },
    files: {
      ...Object.fromEntries(setups.map(([key, setup]) => [`${key}-${setup}.test.js`, used.source])),
      'leaks.js': '\nglobalThis.timer = setInterval(() => {}, 1000)',
      'is-clean.js': '\nclearInterval(setInterval(() => {}, 1000))',
    },
  })

  for (const [key, setup] of setups) {
    expect(reportedLeaks(run.fileMessage(`${key}-${setup}.test.js`))).toEqual(
      setup === 'is-clean.js'
        ? []
        : [expect.objectContaining({ headline: leakedInterval('file').headline, opened: 'leaks.js:2' })],
    )
  }
})
