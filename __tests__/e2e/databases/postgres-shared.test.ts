import { postgres } from '../support/servers/postgres'
import { runJest } from '../support/run/run-jest'

const config = JSON.stringify(postgres)

/** Each file does what suites of databases do with one pool, and cleans up: strict must find nothing. */
const files: Readonly<Record<string, string>> = {
  'client-per-test.test.js': `
    const { Pool } = require('pg')
    let pool, client
    beforeAll(() => { pool = new Pool(${config}) })
    beforeEach(async () => {
      client = await pool.connect()
      await client.query('BEGIN')
    })
    afterEach(async () => {
      await client.query('ROLLBACK')
      client.release()
    })
    afterAll(() => pool.end())
    test.each([1, 2, 3])('transaction %i', async (n) => {
      const { rows } = await client.query('select $1::int as n', [n])
      expect(rows).toEqual([{ n }])
    })
    test('a query that fails', () => expect(client.query('select no_such_column')).rejects.toThrow())
    test('another client beside it', () => pool.query('select 1'))`,

  'client-per-file.test.js': `
    const { Client } = require('pg')
    const client = new Client(${config})
    beforeAll(() => client.connect())
    beforeEach(() => client.query('BEGIN'))
    afterEach(() => client.query('ROLLBACK'))
    afterAll(() => client.end())
    test('first', () => client.query('select 1'))
    describe('nested', () => {
      beforeEach(() => client.query('SAVEPOINT inner_one'))
      afterEach(() => client.query('ROLLBACK TO SAVEPOINT inner_one'))
      test('second', () => client.query('create temporary table nested (id int)'))
      test('third', () => client.query('create temporary table nested (id int)'))
    })`,

  'transaction-per-block.test.js': `
    const { Pool } = require('pg')
    let pool
    beforeAll(() => { pool = new Pool({ ...${config}, max: 3 }) })
    afterAll(() => pool.end())
    describe.each(['orders', 'invoices'])('%s', (table) => {
      let client
      beforeAll(async () => {
        client = await pool.connect()
        await client.query('BEGIN')
        await client.query('create temporary table ' + table + ' (id int) on commit drop')
      })
      afterAll(async () => {
        await client.query('ROLLBACK')
        client.release()
      })
      test.each([1, 2])('insert %i', (id) => client.query('insert into ' + table + ' values ($1)', [id]))
    })`,

  'connects-late.test.js': `
    const { Pool } = require('pg')
    const pool = new Pool({ ...${config}, max: 5, idleTimeoutMillis: 20 })
    afterAll(() => pool.end())
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    test('one client', () => pool.query('select 1'))
    test('several clients', () => Promise.all([1, 2, 3, 4].map(() => pool.query('select pg_sleep(0.01)'))))
    test('none, after the idle ones are gone', () => wait(60))
    test('one again', () => pool.query('select 1'))`,

  'full-pool.test.js': `
    const { Pool } = require('pg')
    let pool
    beforeAll(() => { pool = new Pool({ ...${config}, max: 1 }) })
    afterAll(() => pool.end())
    async function transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        const result = await work(client)
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
    }
    test('waits for its turn', () =>
      Promise.all([1, 2, 3].map((n) => transaction((client) => client.query('select $1::int', [n])))))
    test('rolls back', () => expect(transaction((client) => client.query('select nothing'))).rejects.toThrow('nothing'))
    test('goes on', () => transaction((client) => client.query('select 1')))`,

  'concurrent.test.js': `
    const { Pool } = require('pg')
    const pool = new Pool({ ...${config}, max: 2 })
    afterAll(() => pool.end())
    test.concurrent.each([1, 2, 3, 4, 5, 6])('transaction %i', async (n) => {
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        await client.query('select pg_sleep(0.005)')
      } finally {
        await client.query(n % 2 ? 'COMMIT' : 'ROLLBACK')
        client.release()
      }
    })
    test.concurrent('queries of the pool', () => Promise.all([1, 2, 3].map(() => pool.query('select 1'))))
    test('one after the other', () => pool.query('select 1'))`,

  'store.js': `
    const { Pool } = require('pg')
    let pool
    exports.getPool = () => (pool ??= new Pool(${config}))
    exports.close = async () => {
      const ending = pool
      pool = undefined
      await ending?.end()
    }`,

  'singleton.test.js': `
    const store = require('./store')
    beforeAll(() => store.getPool().query('select 1'))
    afterAll(() => store.close())
    test.each([1, 2, 3])('query %i', () => store.getPool().query('select 1'))
    test('without waiting for the answer', () => {
      const answer = store.getPool().query('select 1')
      return answer
    })`,
}

const tests = 5 + 3 + 4 + 4 + 3 + 8 + 4

test.each([
  { jest: '30', args: ['--randomize', '--seed=1'] },
  { jest: '30', args: ['--randomize', '--seed=20261121'] },
  { jest: '29', args: [] },
] as const)(
  'Jest $jest $args: pools that tests share are no leaks, whatever the order',
  async ({ jest, args }) => {
    const run = await runJest({
      jest,
      files,
      config: { preset: 'jest-leakguard/strict' },
      args: ['-i', ...args],
    })
    expect(run.output).not.toContain('LeakError')
    expect(run.output).not.toContain('Leaks:')
    expect(run.output).not.toContain('jest-leakguard: ')
    expect(run.json).toMatchObject({ success: true, numPassedTests: tests, numRuntimeErrorTestSuites: 0 })
    expect(run.leftProcesses).toBe(false)
  },
)
