import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const cases: readonly LeakCase[] = [
  {
    name: 'after an await',
    source: `
      test('leaks', async () => {
        await null
        setInterval(() => {}, 1000) // opened
      })
      test('clears', async () => {
        await null
        clearInterval(setInterval(() => {}, 1000))
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    name: 'in a timer callback',
    source: `
      const open = () => new Promise((done) => {
        setTimeout(() => done(setInterval(() => {}, 1000)), 5) // opened
      })
      test('leaks', () => open())
      test('clears', async () => clearInterval(await open()))`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    name: 'done callback',
    source: `
      test('leaks', (done) => {
        setImmediate(() => {
          setInterval(() => {}, 1000) // opened
          done()
        })
      })
      test('clears', (done) => {
        const timer = setInterval(() => {}, 1000)
        setImmediate(() => {
          clearInterval(timer)
          done()
        })
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    name: 'test.concurrent',
    source: `
      const pause = () => new Promise((done) => setTimeout(done, 20))
      const run = async (clears) => {
        await pause()
        const timer = setInterval(() => {}, 1000) // opened
        await pause()
        if (clears) clearInterval(timer)
      }
      test.concurrent('clears first', () => run(true))
      test.concurrent('leaks', () => run(false))
      test.concurrent('clears last', () => run(true))
      test.concurrent.each([true, false])('row %s', run)`,
    leaks: [leakedInterval({ test: 'leaks' }), leakedInterval({ test: 'row false' })],
  },
  {
    name: 'rows of test.each',
    source: `
      const row = async (clears) => {
        await null
        const timer = setInterval(() => {}, 1000) // opened
        if (clears) clearInterval(timer)
      }
      test.each([[1, true], [2, false], [3, true]])('array %i', (_, clears) => row(clears))
      test.each\`
        number | clears
        \${1}  | \${false}
        \${2}  | \${true}
      \`('template $number', ({ clears }) => row(clears))
      describe.each([true, false])('block %s', (clears) => {
        test('row', () => row(clears))
      })`,
    leaks: ['array 2', 'template 1', 'block false › row'].map((test) => leakedInterval({ test })),
  },
  {
    name: 'generator',
    source: `
      test('leaks', function* () {
        yield Promise.resolve()
        try {
          yield Promise.reject(new Error('expected'))
        } catch {
          setInterval(() => {}, 1000) // opened
        }
      })
      test('clears', function* () {
        clearInterval(setInterval(() => {}, yield Promise.resolve(1000)))
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
  {
    name: 'equal names',
    source: `
      const open = () => setInterval(() => {}, 1000)
      test('same', () => clearInterval(open()))
      describe('other', () => {
        test('same', () => {
          setInterval(() => {}, 1000) // opened
        })
        test('clean', () => clearInterval(open()))
      })
      describe('other', () => {
        test('clean too', () => clearInterval(open()))
      })`,
    leaks: [leakedInterval({ test: 'other › same' })],
  },
  {
    name: 'listener registered in beforeAll',
    source: `
      const { EventEmitter } = require('node:events')
      const orders = new EventEmitter()
      let timer
      beforeAll(() => {
        orders.on('placed', () => {
          timer = setInterval(() => {}, 1000) // opened
        })
      })
      test('clears', () => {
        orders.emit('placed')
        clearInterval(timer)
      })
      test('leaks', () => {
        orders.emit('placed')
      })`,
    leaks: [leakedInterval({ test: 'leaks' })],
  },
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({ jest, files: filesOf(cases), args: ['-i'] })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })
})
