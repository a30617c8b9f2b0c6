import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

/** A file that gives different verdicts when it is judged at its end and when each owner is judged. */
interface IsolationCase extends LeakCase {
  /** With isolation `file`; `leaks` are those of the strict preset. */
  readonly atEndOfFile: LeakCase['leaks']
}

const cases: readonly IsolationCase[] = [
  {
    name: 'cleared by the next test',
    source: `
      let timer
      test('starts', () => {
        timer = setInterval(() => {}, 1000) // opened
      })
      test('clears', () => clearInterval(timer))`,
    atEndOfFile: [],
    leaks: [leakedInterval({ test: 'starts' })],
  },
  {
    name: 'cleared after the describe block',
    source: `
      let timer
      describe('block', () => {
        beforeAll(() => {
          timer = setInterval(() => {}, 1000) // opened
        })
        test('uses it', () => {})
        test('uses it too', () => {})
      })
      test('clears', () => clearInterval(timer))`,
    atEndOfFile: [],
    leaks: [leakedInterval({ describe: 'block' })],
  },
  {
    name: 'cleared by the own hooks',
    source: `
      let timer
      let hours
      beforeAll(() => {
        hours = setInterval(() => {}, 1000)
      })
      describe('block', () => {
        beforeEach(() => {
          timer = setInterval(() => {}, 1000)
        })
        test('is clean', () => {})
        afterEach(() => clearInterval(timer))
      })
      afterAll(() => clearInterval(hours))`,
    atEndOfFile: [],
    leaks: [],
  },
  {
    name: 'closing at the end of the test',
    source: `
      const { spawn } = require('node:child_process')
      test('does not wait for its own clean-up', async () => {
        const child = spawn('sleep', ['60'])
        await new Promise((done) => child.once('spawn', done))
        child.kill()
      })`,
    atEndOfFile: [],
    leaks: [],
  },
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  describe('isolation file', () => {
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({ jest, files: filesOf(cases), args: ['-i'] })
    })

    test.each(cases)('$name', (isolationCase) => {
      expectLeaks(run, { ...isolationCase, leaks: isolationCase.atEndOfFile })
    })
  })

  describe('isolation test, of the strict preset', () => {
    const config = { preset: 'jest-leakguard/strict' }
    const ports: LeakCase = {
      name: 'ports are free again',
      source: `
        const net = require('node:net')
        const listen = (port) => new Promise((resolve, reject) => {
          const server = net.createServer().once('error', reject).listen(port, () => resolve(server)) // opened
        })
        let port
        test('leaks', async () => {
          port = (await listen(0)).address().port
        })
        test('listens on the same port', async () => (await listen(port)).close())
        describe('block', () => {
          beforeAll(() => listen(port))
          test('is innocent', () => {})
        })
        test('listens on the port of the block', async () => (await listen(port)).close())`,
      leaks: [leakedServer({ test: 'leaks' }), leakedServer({ describe: 'block' })],
    }
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({ jest, config, files: filesOf([...cases, ports]), args: ['-i'] })
    })

    test.each([...cases, ports])('$name', (leakCase) => {
      expectLeaks(run, leakCase)
    })
  })
})
