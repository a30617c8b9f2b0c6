import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { type ExpectedLeak, filesOf, type LeakCase } from '../support/cases/leak-cases'
import { installLibraries } from '../support/install/libraries'
import { postgres } from '../support/servers/postgres'
import { runJest } from '../support/run/run-jest'

const config = JSON.stringify(postgres)

const leak = (test: string, what: string, help: string, mark?: string): ExpectedLeak => ({
  owner: { test },
  headline: `this test leaked a PostgreSQL ${what}`,
  help,
  ...(mark === undefined ? {} : { mark }),
})
const pool = (test: string, mark?: string) =>
  leak(test, 'pool: it was created here and never ended', '`await pool.end()` in `afterEach`', mark)
const client = (test: string, mark?: string) =>
  leak(test, 'client: it was connected here and never ended', '`await client.end()` in `afterEach`', mark)
const checkout = (test: string, mark?: string) =>
  leak(
    test,
    'client: it was checked out here and never released',
    'release it in `finally`: `try { … } finally { client.release() }`',
    mark,
  )
const transaction = (test: string, mark?: string) =>
  leak(
    test,
    'transaction: it was begun here and neither committed nor rolled back',
    '`await client.query("ROLLBACK")` in `catch`, before `client.release()`',
    mark,
  )

const cases: readonly LeakCase[] = [
  {
    name: 'pool subclass',
    source: `
      const { Pool } = require('pg')
      class AppPool extends Pool {
        constructor(options) {
          super({ ...${config}, ...options }) // opened
          this.queries = 0
        }
        query(...args) {
          this.queries++
          return super.query(...args)
        }
        async transaction(work) {
          const client = await this.connect()
          try {
            await client.query('BEGIN')
            await work(client)
            await client.query('COMMIT')
          } catch (error) {
            await client.query('ROLLBACK')
            throw error
          } finally {
            client.release()
          }
        }
      }
      test('leaks', async () => {
        const pool = new AppPool({ max: 3 })
        await pool.query('select 1')
        expect(pool.queries).toBe(1)
      })
      test('is clean', async () => {
        const pool = new AppPool()
        await pool.transaction((client) => client.query('select 1'))
        await expect(pool.transaction((client) => client.query('select nothing'))).rejects.toThrow('nothing')
        await pool.end()
      })`,
    leaks: [pool('leaks')],
  },
  {
    name: 'client subclass',
    source: `
      const { Client, Pool } = require('pg')
      class AppClient extends Client {
        texts = []
        constructor() {
          super(${config}) // opened
        }
        query(...args) {
          this.texts.push(args[0])
          return super.query(...args) // begun
        }
      }
      let pool
      beforeAll(() => {
        pool = new Pool({ ...${config}, Client: AppClient })
      })
      afterAll(() => void pool.end())
      test('leaks', async () => {
        const client = new AppClient()
        await client.connect()
        await client.query('select 1')
        expect(client.texts).toEqual(['select 1'])
      })
      test('leaks a checkout', async () => {
        const client = await pool.connect() // checked out
        await client.query('BEGIN')
        expect(client).toBeInstanceOf(AppClient)
      })
      test('leaks a transaction', async () => {
        const client = await pool.connect()
        await client.query('BEGIN')
        client.release()
      })
      test('is clean', async () => {
        const client = new AppClient()
        await client.connect()
        await client.query('BEGIN')
        await client.query('ROLLBACK')
        await client.end()
        const pooled = await pool.connect()
        pooled.release()
      })`,
    leaks: [
      client('leaks'),
      checkout('leaks a checkout', 'checked out'),
      transaction('leaks a transaction', 'begun'),
    ],
  },
  {
    name: 'two versions of pg',
    source: `
      const { Client, Pool } = require('pg')
      const old = require('pg-old')
      let shared, oldShared
      beforeAll(() => {
        shared = new Pool(${config})
        oldShared = new old.Pool(${config})
      })
      afterAll(() => Promise.all([shared.end(), oldShared.end()]))
      test('they are two', () => {
        expect('getTransactionStatus' in Client.prototype).toBe(true)
        expect('getTransactionStatus' in old.Client.prototype).toBe(false)
      })
      test('leaks one of each', async () => {
        await new old.Pool(${config}).query('select 1') // old
        await new Pool(${config}).query('select 1') // new
      })
      test('leaks an old client', async () => {
        await new old.Client(${config}).connect() // client
      })
      test('leaks an old transaction', async () => {
        const client = await oldShared.connect()
        await client.query('BEGIN') // begun
        client.release()
      })
      test('is clean', async () => {
        for (const pool of [shared, oldShared]) {
          const client = await pool.connect()
          await client.query('BEGIN')
          await client.query('COMMIT')
          client.release()
          await pool.query('select 1')
        }
      })`,
    leaks: [
      pool('leaks one of each', 'old'),
      pool('leaks one of each', 'new'),
      client('leaks an old client', 'client'),
      transaction('leaks an old transaction', 'begun'),
    ],
  },
  {
    name: 'pg mocked in part',
    source: `
      jest.mock('pg', () => {
        const actual = jest.requireActual('pg')
        class Pool extends actual.Pool { // opened
          connect = jest.fn((...args) => actual.Pool.prototype.connect.apply(this, args))
        }
        return { ...actual, Pool }
      })
      const { Pool } = require('pg')
      test('leaks', async () => {
        const pool = new Pool(${config})
        await pool.query('select 1')
        expect(pool.connect).toHaveBeenCalledTimes(1)
      })
      test('is clean', async () => {
        const pool = new Pool(${config})
        const client = await pool.connect()
        client.release()
        expect(pool.connect).toHaveBeenCalledTimes(1)
        await pool.end()
      })`,
    leaks: [pool('leaks')],
  },
]

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    // The oldest that is supported: its clients do not say whether a transaction is open.
    const modules = await installLibraries({ 'pg-old': 'npm:pg@8.11.0' })
    run = await runJest({
      jest,
      files: filesOf(cases),
      config: { preset: 'jest-leakguard/strict', modulePaths: [modules] },
      args: ['-i'],
    })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test('nothing of ours went wrong', () => {
    expect(run.output).not.toContain('jest-leakguard: ')
    expect(run).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
  })
})
