import { leaked, leakedInterval, leakedServer } from '../support/cases/leak-cases'
import { describePatterns, type Pattern } from '../support/cases/patterns'
import { postgres } from '../support/servers/postgres'

const httpServer = 'an HTTP server: it was told to listen here and never closed'
const closeServer = 'server.closeAllConnections(); await new Promise((done) => server.close(done))'
const pgPool = 'a PostgreSQL pool: it was created here and never ended'

/** An application, and a helper that asks it: one server and one client socket per request. */
const orders = `
  const http = require('node:http')
  const app = (request, response) => {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
      response.writeHead(request.url === '/orders' ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ body: Buffer.concat(chunks).toString() }))
    })
  }
  const send = (server, path, body) => new Promise((done, failed) => {
    const { port } = server.address()
    const request = http.request({ port, path, method: body ? 'POST' : 'GET' }, (response) => {
      response.resume().on('end', () => done(response.statusCode))
    })
    request.on('error', failed).end(body)
  })
  const ask = async (path, body) => {
    const server = http.createServer(app).listen(0)
    try {
      return await send(server, path, body)
    } finally {
      server.close()
    }
  }`

const patterns: readonly Pattern[] = [
  {
    name: 'a request helper',
    source: `${orders}
      describe('orders', () => {
        test.each([1, 2, 3, 4, 5, 6, 7, 8])('lists them, %i', async () => {
          expect(await ask('/orders')).toBe(200)
        })
        test('takes several at once', async () => {
          expect(await Promise.all([1, 2, 3].map((n) => ask('/orders', String(n))))).toEqual([200, 200, 200])
        })
        test('with a callback', (done) => {
          ask('/nowhere').then((status) => done(status === 404 ? undefined : new Error(status)), done)
        })
        test('has a server of its own', async () => {
          const server = http.createServer(app)
          server.listen(0) // opened
          expect(await send(server, '/orders')).toBe(200)
        })
        test('goes on after it', async () => {
          expect(await ask('/orders')).toBe(200)
        })
      })`,
    leaks: [leaked({ test: 'orders › has a server of its own' }, httpServer, closeServer)],
  },
  {
    name: 'a teardown that nobody waits for',
    source: `${orders}
      const { once } = require('node:events')
      const net = require('node:net')
      const { Pool } = require('pg')
      const config = ${JSON.stringify(postgres)}
      test('in finally', async () => {
        const pool = new Pool(config)
        try {
          expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
        } finally {
          pool.end()
        }
      })
      describe('in afterEach', () => {
        let server
        let socket
        beforeEach(async () => {
          server = net.createServer((peer) => peer.on('error', () => {}).resume()).listen(0, '127.0.0.1')
          await once(server, 'listening')
          socket = net.connect(server.address().port, '127.0.0.1').resume()
          await once(socket, 'connect')
        })
        afterEach(() => {
          socket.end()
          server.close()
        })
        test.each([1, 2, 3, 4])('uses it, %i', () => {
          expect(socket.writable).toBe(true)
        })
      })
      describe('in afterAll', () => {
        let pool
        let server
        beforeAll(() => {
          pool = new Pool(config)
          server = http.createServer(app).listen(0)
        })
        afterAll(() => {
          pool.end()
          server.close()
        })
        test.each([1, 2])('asks both, %i', async () => {
          await pool.query('select 1')
          expect(await send(server, '/orders')).toBe(200)
        })
      })
      test('on one way of two', async () => {
        const pool = new Pool(config) // opened
        const { rowCount } = await pool.query('select 1')
        if (rowCount === 1) return
        pool.end()
      })`,
    leaks: [leaked({ test: 'on one way of two' }, pgPool, 'await pool.end()')],
  },
  {
    name: 'shared objects that fill up in the first test',
    source: `${orders}
      const { EventEmitter, once } = require('node:events')
      const fs = require('node:fs')
      const { Pool } = require('pg')
      const config = ${JSON.stringify(postgres)}
      const agent = new http.Agent({ keepAlive: true })
      afterAll(() => agent.destroy())
      const get = (server) => new Promise((done, failed) => {
        http.get({ port: server.address().port, agent }, (response) => response.resume().on('end', done)).on('error', failed)
      })
      describe('closed', () => {
        let pool
        let server
        beforeAll(async () => {
          pool = new Pool({ ...config, max: 10 })
          server = http.createServer(app).listen(0)
          await once(server, 'listening')
        })
        afterAll(async () => {
          await pool.end()
          server.closeAllConnections()
          await new Promise((done) => server.close(done))
        })
        test('the first one', async () => {
          const all = Array.from({ length: 10 }, () => pool.query('select pg_sleep(0.01)'))
          await Promise.all([...all, get(server), get(server), get(server)])
          expect(pool.totalCount).toBe(10)
        })
        test('the second one', () => Promise.all([pool.query('select 1'), get(server)]))
      })
      describe('left', () => {
        let pool
        beforeAll(() => {
          pool = new Pool({ ...config, max: 5 }) // opened
        })
        test('the first one', () =>
          Promise.all(Array.from({ length: 5 }, () => pool.query('select pg_sleep(0.01)'))))
        test('the second one', () => pool.query('select 1'))
      })`,
    leaks: [leaked({ describe: 'left' }, pgPool, 'await pool.end()')],
  },
  {
    name: 'requests that end by themselves',
    source: `
      const crypto = require('node:crypto')
      const dns = require('node:dns')
      const fs = require('node:fs')
      const zlib = require('node:zlib')
      const begin = () => {
        fs.readFile(__filename, () => {})
        void fs.promises.stat(__filename)
        dns.lookup('localhost', () => {})
        crypto.randomBytes(16, () => {})
        zlib.gzip('x'.repeat(1000), () => {})
        setImmediate(() => {})
      }
      beforeAll(begin)
      afterEach(begin)
      afterAll(begin)
      test.each([1, 2, 3])('begins some, %i', begin)
      test('opens a file', () => {
        fs.openSync(__filename) // opened
      })`,
    leaks: [
      leaked(
        { test: 'opens a file' },
        'a file descriptor: it was opened here and never closed',
        'fs.closeSync(fd)',
      ),
    ],
  },
  {
    name: "unref'd timers",
    source: `
      const limiter = (options = {}) => {
        const hits = new Map()
        const timer = setInterval(() => hits.clear(), 60_000)
        if (options.unref !== false) timer.unref()
        return (key) => hits.set(key, (hits.get(key) ?? 0) + 1).get(key)
      }
      test.each([1, 2, 3])('limits, %i', () => {
        const hit = limiter()
        expect([hit('a'), hit('a'), hit('b')]).toEqual([1, 2, 1])
      })
      test('holds the process', () => {
        setInterval(() => limiter(), 60_000) // opened
      })`,
    leaks: [leakedInterval({ test: 'holds the process' })],
  },
  {
    name: 'closed in the first test of the next block',
    source: `
      const net = require('node:net')
      let server
      describe('starts', () => {
        beforeAll((done) => {
          server = net.createServer().listen(0, done) // opened
        })
        test('uses it', () => expect(server.listening).toBe(true))
      })
      describe('stops', () => {
        test('first of all', (done) => {
          server.close(() => done())
        })
        test('has none', () => expect(server.listening).toBe(false))
      })`,
    leaks: [],
    strict: [leakedServer({ describe: 'starts' })],
  },
  {
    name: 'a child that ends by itself',
    source: `
      const { spawn } = require('node:child_process')
      test('starts it', () => {
        spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }) // opened
      })
      test('takes longer', () => new Promise((done) => setTimeout(done, 1000)))`,
    leaks: [],
    strict: [
      {
        owner: { test: 'starts it' },
        headline: 'this test leaked a child process: it was spawned here and is still running',
        help: "`child.kill()` and wait for it, `await once(child, 'exit')`, in `afterEach`",
      },
    ],
  },
  {
    name: 'a clock that jumps',
    source: `
      const net = require('node:net')
      const listen = () => new Promise((done) => {
        const server = net.createServer().listen(0, () => done(server)) // opened
      })
      beforeEach(() => jest.useFakeTimers({ now: new Date('2001-01-01'), doNotFake: ['nextTick', 'setImmediate'] }))
      test('jumps ahead', async () => {
        setInterval(() => {}, 1000)
        jest.setSystemTime(new Date('2099-01-01'))
        jest.advanceTimersByTime(86_400_000)
        const server = await listen()
        server.close()
      })
      test('jumps back', async () => {
        await listen()
        jest.setSystemTime(0)
      })
      test('is clean', async () => {
        const server = await listen()
        await new Promise((done) => server.close(done))
      })`,
    leaks: [leakedServer({ test: 'jumps back' })],
  },
]

describePatterns(patterns, {
  more: (run, preset) => {
    test("unref'd timers are a warning under the strict preset, and nothing by default", () => {
      const lines = run().stderr.match(/\d+ × unref-timer, .*/g)
      expect(lines).toEqual(
        preset === 'strict' ? ['3 × unref-timer, opened at unref-d-timers.test.js:4'] : null,
      )
    })
  },
})
