import { postgres } from '../support/servers/postgres'
import { runJest } from '../support/run/run-jest'

/** Odd tests leak; each is followed by one that looks at what its closing has done. */
const source = `
  const { setTimeout: sleep } = require('node:timers/promises')
  const { Client, Pool } = require('pg')
  const config = ${JSON.stringify(postgres)}
  const pidOf = async (client) => (await client.query('select pg_backend_pid() as pid')).rows[0].pid

  let observer
  beforeAll(async () => {
    observer = new Client(config)
    await observer.connect()
  })
  afterAll(() => observer.end())
  const untilGone = async (pid) => {
    for (;;) {
      const { rowCount } = await observer.query('select 1 from pg_stat_activity where pid = $1', [pid])
      if (rowCount === 0) return
      await sleep(20)
    }
  }

  let pid, waiting, ended, failed
  const settled = (promise) => promise.then(() => 'done', (error) => error.message)

  test('leaks a pool with a transaction, a waiting caller and an end that never comes', async () => {
    const pool = new Pool({ ...config, max: 1 })
    const client = await pool.connect()
    await client.query('BEGIN')
    pid = await pidOf(client)
    waiting = settled(pool.connect())
    ended = settled(pool.end())
  })
  test('everybody was answered, and the session is gone', async () => {
    expect(await waiting).toBe('The pool was closed by jest-leakguard')
    expect(await ended).toBe('done')
    await untilGone(pid)
  })

  test('leaks a client whose query runs for a minute', async () => {
    const client = new Client(config)
    await client.connect()
    pid = await pidOf(client)
    failed = settled(client.query('select pg_sleep(60)'))
  })
  test('the query was cancelled', async () => {
    expect(await failed).toMatch(/canceling statement|terminated/)
    await untilGone(pid)
  })

  test('leaks queries of a client that others use', async () => {
    failed = Promise.all([
      settled(observer.query('select pg_sleep(60)')),
      settled(observer.query('select 2')),
    ])
  })
  test('the client is as good as before', async () => {
    expect((await failed)[0]).toMatch(/canceling statement/)
    expect((await observer.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
`

/** Clients that others have connected: what their sockets do is in the context of whoever did, some test before. */
const connectedBefore = `
  const { setTimeout: sleep } = require('node:timers/promises')
  const { Pool } = require('pg')
  const config = ${JSON.stringify(postgres)}
  const settled = (promise) => promise.then(() => 'done', (error) => error.message)
  let failed
  describe('a query', () => {
    let pool
    beforeAll(() => { pool = new Pool(config) })
    afterAll(() => pool.end())
    test('connects', () => pool.query('select 1'))
    test('leaks a query', async () => {
      failed = settled(pool.query('select pg_sleep(60)'))
      await sleep(20)
    })
    test('it was cancelled', async () => {
      expect(await failed).toMatch(/canceling statement|terminated/)
      await sleep(50)
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    })
  })
  describe('a pool with a query', () => {
    let pool
    beforeAll(() => { pool = new Pool(config) })
    test('connects', () => pool.query('select 1'))
    test('goes on', () => {
      failed = settled(pool.query('select pg_sleep(0.5)'))
    })
  })
  test('nobody is told of errors later', () => sleep(100))
`

const spied = `
  const pg = require('pg')
  const config = ${JSON.stringify(postgres)}

  test('calls of spies that are older than every pool are counted', async () => {
    const query = jest.spyOn(pg.Client.prototype, 'query')
    const connect = jest.spyOn(pg.Pool.prototype, 'connect')
    const pool = new pg.Pool(config)
    await pool.query('select 1')
    expect(pg.Client.prototype.query).toHaveBeenCalledTimes(1)
    expect(connect).toHaveBeenCalledTimes(1)
    query.mockRestore()
    await pool.query('select 1')
    expect(query).toHaveBeenCalledTimes(0)
    await pool.end()
  })

  test('methods keep their names', () => {
    expect([pg.Client.prototype.query.name, pg.Client.prototype.query.length]).toEqual(['query', 3])
    expect(Object.keys(pg.Client.prototype)).toEqual([])
  })
`

describe('closing what pg leaks', () => {
  test('disturbs nobody', async () => {
    const run = await runJest({
      files: { 'closing.test.js': source, 'before.test.js': connectedBefore, 'spied.test.js': spied },
      config: { preset: 'jest-leakguard/strict' },
      args: ['-i'],
    })
    const statuses = run.file('closing.test.js').assertionResults.map(({ title, status }) => [title, status])
    expect(statuses).toEqual([
      [expect.stringMatching(/^leaks/), 'failed'],
      [expect.any(String), 'passed'],
      [expect.stringMatching(/^leaks/), 'failed'],
      [expect.any(String), 'passed'],
      [expect.stringMatching(/^leaks/), 'failed'],
      [expect.any(String), 'passed'],
    ])
    const failing = run.file('before.test.js').assertionResults.filter(({ status }) => status === 'failed')
    expect(failing.map(({ title }) => title)).toEqual(['leaks a query', 'goes on', 'leaves nothing open'])
    expect(run.file('before.test.js').message).not.toContain('Release called')
    expect(run.file('spied.test.js').status).toBe('passed')
    expect(run).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
    expect(run.output).not.toContain('jest-leakguard: ')
  })
})
