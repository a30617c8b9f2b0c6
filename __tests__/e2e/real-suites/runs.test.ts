import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { type ExpectedLeak, filesOf, type LeakCase, leakedServer } from '../support/cases/leak-cases'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { type FixtureOptions, runJest } from '../support/run/run-jest'

/** Without timings of earlier runs, Jest runs the largest file first. */
const first = (source: string): string => `${source}\n// ${'-'.repeat(4000)}`

const innocent: LeakCase = {
  name: 'innocent',
  source: `
    const net = require('node:net')
    const pause = (ms) => new Promise((done) => setTimeout(done, ms))
    test.each([1, 2, 3])('takes its time, %i', () => pause(200))
    test('opens and closes', (done) => {
      const server = net.createServer().listen(0, () => server.close(done))
    })`,
  leaks: [],
}

/** A client of a package, and one of the project itself: timer, DNS request, socket, timer, for ever. */
const clients = {
  'node_modules/queue-client/package.json': '{ "name": "queue-client", "version": "3.1.0" }',
  'node_modules/queue-client/index.js': `
    const dns = require('node:dns')
    const { EventEmitter } = require('node:events')
    const net = require('node:net')
    class Client extends EventEmitter {
      constructor(host, port) {
        super()
        Object.assign(this, { host, port, ended: false })
        process.nextTick(() => this.#connect())
      }
      #connect() {
        dns.lookup(this.host, (_, address) => {
          if (this.ended) return
          this.socket = net.connect(this.port, address)
          this.socket.on('error', () => {}).on('close', () => this.#retry())
        })
      }
      #retry() {
        if (!this.ended) this.timer = setTimeout(() => this.#connect(), 15)
      }
      end() {
        this.ended = true
        clearTimeout(this.timer)
        this.socket?.destroy()
      }
    }
    exports.Client = Client`,
  'node_modules/worker-pool/package.json': '{ "name": "worker-pool", "version": "1.0.0" }',
  'node_modules/worker-pool/index.js': `
    const { once } = require('node:events')
    const { Worker } = require('node:worker_threads')
    const code = 'require("node:worker_threads").parentPort.on("message", (n) => require("node:worker_threads").parentPort.postMessage(n))'
    exports.Pool = class Pool {
      constructor() {
        this.#start()
      }
      #start() {
        this.worker = new Worker(code, { eval: true })
        this.worker.on('exit', () => {
          if (!this.destroyed) this.#start()
        })
      }
      async run() {
        this.worker.postMessage(1)
        await once(this.worker, 'message')
      }
      async destroy() {
        this.destroyed = true
        await this.worker.terminate()
      }
    }`,
  'lib/client.js': `
    const dns = require('node:dns')
    const net = require('node:net')
    exports.connect = (host, port) => {
      let ended = false
      let timer
      let socket
      const attempt = () => dns.lookup(host, (_, address) => {
        if (ended) return
        socket = net.connect(port, address)
        socket.on('error', () => {}).on('close', () => {
          if (!ended) timer = setTimeout(attempt, 15)
        })
      })
      attempt()
      return () => {
        ended = true
        clearTimeout(timer)
        socket?.destroy()
      }
    }`,
}

const pools: LeakCase = {
  name: 'pool',
  source: `
    const { Pool } = require('worker-pool')
    test('leaks', async () => {
      await new Pool().run() // opened
    })
    test('is clean', async () => {
      const pool = new Pool()
      await pool.run()
      await pool.destroy()
    })`,
  leaks: [
    {
      owner: { test: 'leaks' },
      headline: 'this test leaked a worker thread: it was started here and never terminated',
      help: '`await worker.terminate()` in `afterEach`, or the call that shuts down the object of worker-pool that opened it',
    },
  ],
}

const retrying = (start: string, end: string): string => `
  const { Client } = require('queue-client')
  const { connect } = require('./lib/client')
  const pause = (ms) => new Promise((done) => setTimeout(done, ms))
  test('starts a client', async () => {
    ${start}
    await pause(120)
  })
  test('goes on meanwhile', () => pause(120))
  test('ends its client', async () => {
    const client = ${start}
    await pause(120)
    ${end}
  })`

const child = (mark: string, test: string): ExpectedLeak => ({
  owner: { test },
  headline: 'this test leaked a child process: it was spawned here and is still running',
  help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
  mark,
})

/** Tests that come to their end before their own clean-up does. */
const halfDone: LeakCase = {
  name: 'half-done',
  source: `
    const { spawn } = require('node:child_process')
    const { once } = require('node:events')
    const net = require('node:net')
    const service = ['-e', 'setInterval(() => {}, 1000)']
    test('fails', async () => {
      const server = net.createServer()
      server.listen(0) // server
      const worker = spawn(process.execPath, service) // child
      await once(worker, 'spawn')
      expect(server.listening).toBe(false)
      worker.kill()
      server.close()
    })
    test('times out', async () => {
      const worker = spawn(process.execPath, service, { stdio: 'ignore' }) // late child
      await once(worker, 'exit')
      worker.kill()
    }, 300)
    test('is a neighbour', async () => {
      const worker = spawn(process.execPath, service)
      worker.kill()
      await once(worker, 'exit')
    })`,
  leaks: [
    leakedServer({ test: 'fails' }, 'server'),
    child('child', 'fails'),
    child('late child', 'times out'),
  ],
}

/** Jest waits for each of these with a timer, and for its reporter with others. */
const timed: LeakCase = {
  name: 'timed',
  source: `
    jest.setTimeout(20_000)
    const pause = (ms) => new Promise((done) => setTimeout(done, ms))
    beforeEach(() => pause(5), 15_000)
    afterAll(() => pause(5), 15_000)
    test('waits', () => pause(1200), 15_000)
    test.each([1, 2, 3])('waits a little, %i', (_, done) => void pause(10).then(done))
    test.concurrent('waits beside others', () => pause(30), 15_000)`,
  leaks: [],
}

/** In band and with more than one file, Jest holds back what tests write, and prints it a moment later. */
const written: LeakCase = {
  name: 'written',
  source: `
    test('writes', () => void process.stdout.write('written by a clean test\\n'))
    test('writes, and waits', () => new Promise((done) => {
      process.stdout.write('written by a test that waits\\n')
      setTimeout(done, 150)
    }))
    test('writes, and leaks', () => {
      setTimeout(() => {}, 100_000) // late
      // As long as Jest waits: it ends by itself, and may.
      setTimeout(() => process.stdout.write('written by a short timer\\n'), 100).ref()
      process.stdout.write('written last\\n')
    })`,
  leaks: [
    {
      owner: { test: 'writes, and leaks' },
      headline: 'this test leaked a timer: it was started here and never cleared',
      help: 'keep what `setTimeout()` returns and call `clearTimeout(timer)` in `afterEach`',
      mark: 'late',
    },
  ],
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  describe.each(['jest-leakguard', 'jest-leakguard/strict'])('%s', (preset) => {
    const run = (files: FixtureOptions['files']): Promise<JestRun> =>
      runJest({ jest, config: { preset }, files: { ...files, ...filesOf([innocent]) }, args: ['-i'] })

    test.each([
      ['a package', `new Client('localhost', 1)`, 'client.end()', /^retrying\.test\.js:6$/],
      ['the project', `connect('localhost', 1)`, 'client()', /^lib\/client\.js:\d+$/],
    ])('a retry loop of %s is one leak of its test, and ends', async (_whose, start, end, opened) => {
      const loop = await run({ ...clients, 'retrying.test.js': first(retrying(start, end)) })

      expect(reportedLeaks(loop.output)).toEqual([
        expect.objectContaining({
          owner: 'starts a client',
          headline: expect.stringMatching(
            /^this test leaked a (?:timer|TCP connection|DNS request): /,
          ) as string,
          opened: expect.stringMatching(opened) as string,
        }),
      ])
      expectLeaks(loop, innocent)
      expect(loop.stderr).toContain('Leaks:       1 failed\n')
      expect(loop.output).not.toContain('jest-leakguard: ')
      expect(loop).toMatchObject({ code: 1, timedOut: false, json: { numFailedTests: 1 } })
    })

    test('what failing and timed-out tests leave is closed, said to follow from that, and no neighbour fails', async () => {
      const aftermath = await run({ 'half-done.test.js': first(halfDone.source) })

      expectLeaks(aftermath, halfDone)
      expectLeaks(aftermath, innocent)
      for (const [test, outcome] of Object.entries({ fails: 'failed', 'times out': 'timed out' })) {
        const notes = Array.from(
          aftermath.messageOf(test).matchAll(/^ {6}note: +(.*)$/gm),
          ([, text]) => text,
        )
        expect(new Set(notes)).toEqual(
          new Set([`the test ${outcome} before, so its own clean-up may not have run`]),
        )
      }
      expect(aftermath).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
    })

    test('a pool that replaces each worker that is ended holds nothing up', async () => {
      const pool = await run({ ...clients, 'pool.test.js': first(pools.source) })

      expectLeaks(pool, pools)
      expectLeaks(pool, innocent)
      expect(pool.stderr).toContain('Leaks:       1 failed\n')
      expect(pool).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
    })

    test("Jest's own timers are nobody's", async () => {
      const config = { preset, testEnvironmentOptions: { leakguard: { thirdParty: 'fail' } } }
      const clean = await runJest({
        jest,
        config,
        files: filesOf([innocent, timed]),
        args: ['-i', '--verbose'],
      })

      expectLeaks(clean, innocent)
      expectLeaks(clean, timed)
      expect(clean.stderr).not.toContain('Leaks:')
      expect(clean).toMatchObject({ code: 0, timedOut: false })
    })

    test("what Jest waits with to print what a test writes is not the test's, and it is printed", async () => {
      const writing = await run({ 'written.test.js': first(written.source) })

      expectLeaks(writing, written)
      expectLeaks(writing, innocent)
      expect(writing.stderr).toContain('Leaks:       1 failed\n')
      expect(writing.stdout.match(/^.*written.*$/gm)).toEqual([
        'written by a clean test',
        'written by a test that waits',
        'written last',
        'written by a short timer',
      ])
      expect(writing).toMatchObject({ code: 1, timedOut: false, json: { numFailedTests: 1 } })
    })
  })
})
