import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { fileOf, filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

type Hook = 'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach'

const leaking = (hook: Hook): string => `
  ${hook}(async () => {
    await null
    setInterval(() => {}, 1000) // of the file
  })
  describe('outer', () => {
    ${hook}((done) => {
      setImmediate(() => {
        setInterval(() => {}, 1000) // of outer
        done()
      })
    })
    describe('inner', () => {
      ${hook}(function* () {
        yield Promise.resolve()
        setInterval(() => {}, 1000) // of inner
      })
      test('uses it', () => {})
    })
  })`

const clean = (hook: Hook): string => `
  const timers = []
  const open = async () => {
    await null
    timers.push(setInterval(() => {}, 1000))
  }
  ${hook}(open)
  describe('outer', () => {
    ${hook}(open)
    describe('inner', () => {
      ${hook}(open)
      test('uses it', () => {})
    })
  })
  afterAll(() => timers.forEach((timer) => clearInterval(timer)))`

const testOwner = { test: 'outer › inner › uses it' }
const inFile = leakedInterval('file', 'of the file')
const inOuter = leakedInterval({ describe: 'outer' }, 'of outer')
const inInner = leakedInterval({ describe: 'outer › inner' }, 'of inner')
const inTest = ['of the file', 'of outer', 'of inner'].map((mark) => leakedInterval(testOwner, mark))

const cases: readonly LeakCase[] = [
  { name: 'beforeAll', source: leaking('beforeAll'), leaks: [inFile, inOuter, inInner] },
  { name: 'afterAll', source: leaking('afterAll'), leaks: [inFile, inOuter, inInner] },
  { name: 'beforeEach', source: leaking('beforeEach'), leaks: inTest },
  { name: 'afterEach', source: leaking('afterEach'), leaks: inTest.toReversed() },
  ...(['beforeAll', 'beforeEach', 'afterEach'] as const).map((hook) => ({
    name: `${hook} with a clean-up`,
    source: clean(hook),
    leaks: [],
  })),
  {
    name: 'beforeEach of two tests',
    source: `
      const timers = []
      beforeEach(() => {
        timers.push(setInterval(() => {}, 1000)) // opened
      })
      test('clears', () => clearInterval(timers.pop()))
      test('leaks', () => {})
      test.concurrent('runs no such hook', async () => {})`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
]

/** The clean-up of a `beforeEach` stands in `afterAll`, where it reaches the last one only. */
const closedOnce: LeakCase = {
  name: 'opened in beforeEach, closed in afterAll',
  source: `
    describe('block', () => {
      let timer
      beforeEach(() => {
        timer = setInterval(() => {}, 1000) // opened
      })
      afterAll(() => clearInterval(timer))
      test.each([1, 2, 3, 4])('uses it, %i', () => {})
    })
    describe('with the clean-up where it belongs', () => {
      let timer
      beforeEach(() => {
        timer = setInterval(() => {}, 1000)
      })
      afterEach(() => clearInterval(timer))
      test.each([1, 2, 3, 4])('uses it, too, %i', () => {})
    })`,
  leaks: [1, 2, 3].map((n) => leakedInterval({ test: `block › uses it, ${n}` })),
}

/** The same number of leaks, and nobody closed one of them in `afterAll`. */
const neverClosed: LeakCase = {
  name: 'opened in beforeEach, never closed',
  source: `
    beforeEach(() => {
      setInterval(() => {}, 1000) // opened
    })
    test.each([1, 2, 3])('uses it, %i', () => {})`,
  leaks: [1, 2, 3].map((n) => leakedInterval({ test: `uses it, ${n}` })),
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files: filesOf([...cases, closedOnce, neverClosed]), args: ['-i'] })
  })

  test('a close that reaches only the last of several is told from none at all', () => {
    expectLeaks(run, closedOnce)
    expectLeaks(run, neverClosed)
    const notesOf = (leakCase: LeakCase): (string | undefined)[] =>
      Array.from(run.fileMessage(fileOf(leakCase)).matchAll(/^ {6}note: +(.*)$/gm), ([, text]) => text)
    const note = 'opened in `beforeEach` for each of 4 tests, closed once: move the close to `afterEach`'
    expect(notesOf(closedOnce)).toEqual([note, note, note])
    expect(notesOf(neverClosed)).toEqual([])
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })
})
