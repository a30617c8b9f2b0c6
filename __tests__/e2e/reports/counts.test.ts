import { reportedLeaks } from '../support/cases/reported-leaks'
import type { Report } from '../../../src/report/model/model'
import { createFixture, runJest } from '../support/run/run-jest'
import { postgres } from '../support/servers/postgres'
import { services } from '../support/cases/singleton-fixture'

const counts = `
  const net = require('node:net')
  const { once } = require('node:events')
  const { registerSingleton, resourceCounts, findLeaks } = require('jest-leakguard')
  const { Service } = require('./services')
  registerSingleton(Service)

  test('what is open is counted', async () => {
    const server = net.createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    resourceCounts()
    const before = resourceCounts()
    const sockets = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')]
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    Service.getInstance()
    const during = resourceCounts()
    expect(during.sockets.filter(({ accepted }) => !accepted)).toEqual([
      { peer: '127.0.0.1:' + port, accepted: false, state: 'open', count: 2 },
    ])
    expect(during.singletons).toEqual({ Service: 1 })
    expect(during.handles).toMatchObject({ 'tcp-server': before.handles['tcp-server'], timer: 1 })
    expect((await findLeaks()).map(({ type }) => type).sort()).toEqual(['tcp-server', 'tcp-socket', 'tcp-socket', 'timer'])
    expect(during.memory).toEqual({
      heapUsed: expect.any(Number), external: expect.any(Number), arrayBuffers: expect.any(Number), rss: expect.any(Number),
    })

    await Service.resetInstance()
    for (const socket of sockets) { socket.destroy(); await once(socket, 'close') }
    server.close()
    await once(server, 'close')
    expect(await findLeaks()).toEqual([])
    const after = resourceCounts()
    expect(after.sockets).toEqual([])
    expect(after.singletons).toEqual({})
    if (process.platform === 'linux') {
      // The server was there before.
      expect(after.fileDescriptors).toEqual({ open: before.fileDescriptors.open - 1, limit: expect.any(Number) })
    }
  })`

const matcher = `
  test('is clean', async () => {
    await expect(() => { clearInterval(setInterval(() => {}, 1000)) }).not.toLeak()
    await expect(async () => { await null }).not.toLeak()
    await expect(() => { setInterval(() => {}, 1000) }).toLeak()
  })
  test('leaks', async () => {
    await expect(async () => { await null; setInterval(() => {}, 1000) }).not.toLeak() // leaks
  })
  test('only the function counts', async () => {
    const timer = setInterval(() => {}, 1000)
    await expect(() => {}).not.toLeak()
    clearInterval(timer)
  })
  test('expects a leak', async () => { await expect(() => {}).toLeak() })
  test('throws', async () => { await expect(() => { throw new Error('its own') }).not.toLeak() })
  test('returned', () => expect(() => {}).not.toLeak())
  test('collected', () => Promise.all([expect(() => {}).not.toLeak(), expect(async () => {}).not.toLeak()]))
  test('forgotten', () => { expect(async () => { await null; setInterval(() => {}, 1000) }).not.toLeak() }) // forgotten
  test('forgotten and done', async () => { expect(() => {}).not.toLeak(); await new Promise((done) => setTimeout(done, 50)) }) // done
  test('no function', async () => { await expect(Promise.resolve()).not.toLeak() })
  test.concurrent('beside the next', async () => { await expect(async () => { await null; setInterval(() => {}, 1000) }).not.toLeak() })
  test.concurrent('beside the last', async () => { await expect(async () => { await null }).not.toLeak() })`

test.each(['30', '29'] as const)('counts and leaks at a moment of the test, Jest %s', async (jest) => {
  const run = await runJest({ files: { 'services.js': services, 'a.test.js': counts }, jest })
  expect(run.file('a.test.js').message).toBe('')
  expect(run.code).toBe(0)
})

test.each(['30', '29'] as const)('expect(fn).not.toLeak(), Jest %s', async (jest) => {
  const run = await runJest({ files: { 'a.test.js': matcher }, jest })
  const statuses = run.file('a.test.js').assertionResults.map(({ title, status }) => [title, status])
  const failing = [
    'leaks',
    'expects a leak',
    'throws',
    'forgotten',
    'forgotten and done',
    'no function',
    'beside the next',
  ]
  expect(statuses.filter(([, status]) => status === 'failed').map(([title]) => title)).toEqual(failing)
  expect(run.messageOf('leaks')).toMatch(/the function leaked a timer: it was started here and never cleared/)
  expect(run.messageOf('leaks')).toContain('closed:  cleared')
  expect(run.messageOf('leaks')).toContain('opened:  a.test.js:8')
  expect(run.messageOf('expects a leak')).toContain('the function left nothing open')
  expect(run.messageOf('throws')).toContain('its own')
  for (const title of ['forgotten', 'forgotten and done']) {
    expect(run.messageOf(title)).toContain(
      'was not awaited, so it could not fail this test: write `await expect(fn).not.toLeak()`',
    )
    expect(run.messageOf(title)).toMatch(/> +\d+ \| .*\/\/ (forgotten|done)/)
  }
  expect(run.messageOf('no function')).toContain('expected a function, got object')
  // Each is told once, by its own call.
  expect(reportedLeaks(run.output)).toEqual([])
})

/** A pool of at most ten clients with three, of which one is out; the same clients are its sockets. */
const exact = `
  const { Pool } = require('pg')
  const { registerSingleton, resourceCounts } = require('jest-leakguard')
  class DatabaseService {
    static instance
    static getInstance() { return (this.instance ??= new DatabaseService()) }
    static async resetInstance() { const old = this.instance; this.instance = undefined; await old?.pool.end() }
    pool = new Pool({ ...JSON.parse(process.env.SERVER), max: 10 })
  }
  registerSingleton(DatabaseService)
  const descriptors = () => resourceCounts().fileDescriptors?.open
  // \`end()\` says goodbye to the server, which then closes the connection.
  const allClosed = async () => {
    while (resourceCounts().sockets.length > 0) await new Promise((done) => setTimeout(done, 5))
    await new Promise((done) => setImmediate(done))
  }

  test('three clients, one out', async () => {
    // The first connection of a process loads what pg needs.
    await DatabaseService.getInstance().pool.query('select 1')
    await DatabaseService.resetInstance()
    await allClosed()
    const before = descriptors()
    const { pool } = DatabaseService.getInstance()
    const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
    clients.slice(1).forEach((client) => client.release())
    const { pools, singletons, sockets } = resourceCounts()
    const { host, port, user, database } = JSON.parse(process.env.SERVER)
    expect(pools).toEqual([
      { type: 'pg-pool', server: user + '@' + host + ':' + port + '/' + database, max: 10, total: 3, idle: 2, waiting: 0, checkedOut: 1 },
    ])
    expect(sockets).toEqual([{ peer: '127.0.0.1:' + port, accepted: false, state: 'open', count: 3 }])
    expect(singletons).toEqual({ DatabaseService: 1 })
    if (before !== undefined) expect(descriptors()).toBe(before + 3)

    clients[0].release()
    await DatabaseService.resetInstance()
    await allClosed()
    expect(resourceCounts()).toMatchObject({ pools: [], sockets: [], singletons: {} })
    expect(descriptors()).toBe(before)
  })
  test('somebody waits for a client', async () => {
    const pool = new Pool({ ...JSON.parse(process.env.SERVER), max: 1 })
    const client = await pool.connect()
    const waiting = pool.connect()
    expect(resourceCounts().pools).toMatchObject([{ max: 1, total: 1, idle: 0, waiting: 1, checkedOut: 1 }])
    client.release()
    ;(await waiting).release()
    await pool.end()
  })`

test('exact figures of a pool, its sockets and its singleton', async () => {
  const server = { ...postgres, host: '127.0.0.1' }
  const run = await runJest({
    files: { 'a.test.js': exact },
    env: { SERVER: JSON.stringify(server) },
  })
  expect(run.file('a.test.js').message).toBe('')
  expect(run.code).toBe(0)
})

test('outside the environment it says what is missing', async () => {
  const run = await runJest({
    files: {
      'a.test.js': `
        const { findLeaks, registerSingleton, resourceCounts } = require('jest-leakguard')
        test('counts', () => { resourceCounts() })
        test('finds', () => findLeaks())
        test('registers nothing', () => { registerSingleton({ resetInstance() {} }) })`,
    },
    config: {},
  })
  expect(run.messageOf('counts')).toContain(
    'resourceCounts() needs the environment: expected a test file under',
  )
  expect(run.messageOf('finds')).toContain('findLeaks() needs the environment')
  expect(run.test('registers nothing').status).toBe('passed')
})

test('a pool that is allowed, known or warned of accounts for its sockets', async () => {
  const source = (allow: string): string => `
    const net = require('node:net')
    ${allow}
    test('leaves both ends of a connection', async () => {
      const server = net.createServer().listen(0)
      await new Promise((done) => server.once('listening', done))
      const socket = net.connect(server.address().port)
      await new Promise((done) => server.once('connection', done))
      globalThis.left = [server, socket]
    })`
  const run = await runJest({
    files: {
      'allowed.test.js': source('// @leakguard-allow *: it lives as long as the process'),
      'warned.test.js': source(''),
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { types: { '*': 'warn' } } },
    },
    args: ['-i', '--forceExit'],
  })
  expect(run.output).toContain('Leaks: ')
  expect(run.output).not.toContain('Counts:')
})

test('a difference that no leak explains is told, with the run as a whole; the report has all figures', async () => {
  const fixture = await createFixture({
    files: {
      'a.test.js': `
        const net = require('node:net')
        test('leaves a server that nobody wants to hear of', async () => {
          await new Promise((done) => { globalThis.server = net.createServer().listen(0, done) })
        })`,
      'b.test.js': `test('is clean', () => {})`,
    },
    config: {
      preset: 'jest-leakguard',
      reporters: ['default', ['jest-leakguard/reporter', { output: 'leaks' }]],
      testEnvironmentOptions: { leakguard: { types: { 'tcp-server': 'off' } } },
    },
  })
  const run = await fixture.run({ args: ['-i', '--forceExit'] })
  expect(run.output).toContain(
    'Counts:      a.test.js ended with 1 tcp-server more than it began with, which no leak explains\n',
  )
  expect(run.output).not.toContain('b.test.js ended')
  expect(run.output).toMatch(/^Run: {9}handles (\d+) → \d+, .*heap \d+\.\d → \d+\.\d MB, .* MB at most$/m)
  const report = JSON.parse(await fixture.read('leaks/leaks.json')) as Report
  const [counts] = report.runs[0]?.counts ?? []
  expect(report.runs[0]?.counts).toHaveLength(1)
  expect(counts).toMatchObject({ files: 2, peakRss: expect.any(Number) as number })
  const ofFiles = report.files.flatMap((file) => file.counts ?? []).sort((a, b) => a.time[0] - b.time[0])
  expect([counts?.first, counts?.last]).toEqual([ofFiles[0]?.before, ofFiles[1]?.after])
  expect(report.files.map(({ counts }) => counts?.unexplained)).toEqual([
    expect.objectContaining({ 'tcp-server': 1 }),
    expect.not.objectContaining({ 'tcp-server': 1 }),
  ])
})
