import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { runJest } from '../support/run/run-jest'

const attributionFile = `/**
 * @leakguard {"attribution": "file"}
 */`

const cases: readonly LeakCase[] = [
  {
    name: 'opened by leftover work during the next test',
    source: `
      const pause = (ms) => new Promise((done) => setTimeout(done, ms))
      const connect = async () => {
        await pause(20)
        setInterval(() => {}, 1000) // opened
      }
      test('leaves work behind', () => {
        void connect()
      })
      test('is innocent', async () => {
        const timer = setInterval(() => {}, 1000)
        await pause(60)
        clearInterval(timer)
      })`,
    leaks: [leakedInterval({ test: 'leaves work behind' })],
  },
  {
    name: 'leftover work that cleans up',
    source: `
      const pause = (ms) => new Promise((done) => setTimeout(done, ms))
      const connect = async () => {
        await pause(20)
        const timer = setInterval(() => {}, 1000)
        await pause(20)
        clearInterval(timer)
      }
      let work
      test('leaves work behind', () => {
        work = connect()
      })
      test('is innocent', () => work)`,
    leaks: [],
  },
  {
    name: 'resumed by another test',
    source: `
      let start
      const started = new Promise((resolve) => {
        start = resolve
      })
      test('waits', () => {
        void started.then(() => {
          setInterval(() => {}, 1000) // opened
        })
      })
      test('starts', () => start())`,
    leaks: [leakedInterval({ test: 'waits' })],
  },
  {
    name: 'endless retries',
    source: `
      const retry = () => setTimeout(retry, 2) // opened
      test('starts them', () => {
        retry()
      })
      test('is innocent', () => new Promise((done) => setTimeout(done, 20)))`,
    leaks: [
      {
        owner: { test: 'starts them' },
        headline: 'this test leaked a timer: it was started here and never cleared',
        help: 'keep what `setTimeout()` returns and call `clearTimeout(timer)` in `afterEach`',
      },
    ],
  },
  {
    name: 'closed by others before the end of the file',
    source: `
      const net = require('node:net')
      const timers = []
      let server
      test('fills a cache', () => {
        timers.push(setInterval(() => {}, 1000))
        server = net.createServer().listen(0)
      })
      test('clears the timer', () => clearInterval(timers.pop()))
      describe('block', () => {
        beforeAll(() => {
          timers.push(setInterval(() => {}, 1000))
        })
        test('uses it', () => {
          timers.push(setInterval(() => {}, 1000))
        })
      })
      afterAll((done) => {
        timers.forEach((timer) => clearInterval(timer))
        server.close(done)
      })`,
    leaks: [],
  },
  {
    name: 'closing is under way at the end of the file',
    source: `
      const net = require('node:net')
      test('closes and does not wait', (done) => {
        const server = net.createServer((socket) => socket.on('error', () => {})).listen(0, () => {
          const client = net.connect(server.address().port, () => {
            client.end()
            server.close()
            done()
          })
        })
      })`,
    leaks: [],
  },
  {
    name: 'attribution file',
    source: `${attributionFile}
      const net = require('node:net')
      const stored = new (require('node:async_hooks').AsyncLocalStorage)()
      test('leaks', async () => {
        await null
        net.createServer().listen(0) // opened
      })
      test('is clean', (done) => {
        const server = net.createServer().listen(0, () => server.close(done))
      })
      test('knows its own context', () => stored.run(1, async () => expect(stored.getStore()).toBe(1)))`,
    leaks: [leakedServer('file')],
  },
  {
    name: 'attribution file of a clean file',
    source: `${attributionFile}
      test('is clean', async () => clearInterval(setInterval(() => {}, 1000)))`,
    leaks: [],
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
