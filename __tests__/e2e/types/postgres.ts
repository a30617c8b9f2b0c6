import { withoutNumbers } from '../support/expect-type'
import { postgres } from '../support/postgres'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/type-cases'

const { user, host, port, database } = postgres
const server = withoutNumbers(`${user}@${host}:${port}/${database}`)
export const password = 'never-to-be-printed'

const pool = (counts: string): ExpectedType => ({
  type: 'pg-pool',
  headline: 'a PostgreSQL pool: it was created here and never ended',
  rows: {
    pool: `${server}, max 10: ${counts}`,
    help: '`await pool.end()` in `afterEach`',
    closed: 'ended',
  },
})

const client = (state = ''): ExpectedType => ({
  type: 'pg-client',
  headline: 'a PostgreSQL client: it was connected here and never ended',
  rows: {
    server: `${server}${state}`,
    help: '`await client.end()` in `afterEach`',
    closed: 'disconnected',
  },
})

const checkout = (counts: string, closed = 'disconnected'): ExpectedType => ({
  type: 'pg-client',
  headline: 'a PostgreSQL client: it was checked out here and never released',
  rows: {
    pool: `max 10: ${counts}`,
    help: 'release it in `finally`: `try { … } finally { client.release() }`',
    closed,
  },
})

const transaction: ExpectedType = {
  type: 'pg-transaction',
  headline:
    'a PostgreSQL transaction: it was opened on a client that was checked out here and neither committed nor rolled back',
  rows: {
    state: 'idle in transaction',
    help: '`await client.query("ROLLBACK")` in `catch`, before `client.release()`',
    closed: 'rolled back and disconnected',
  },
}

/** A pool that connects in whichever test needs it first, and is ended without waiting for borrowers. */
const shared = `
      let pool
      beforeAll(() => {
        pool = new Pool(config)
      })
      afterAll(() => void pool.end())`

const cases: readonly TypeCase[] = [
  {
    name: 'pool',
    leaks: `
      const pool = new Pool(config) // opened
      await pool.query('select 1')`,
    clean: {
      ended: `
      const pool = new Pool(config)
      await pool.query('select 1')
      await pool.end()`,
      'ended without waiting': `
      const pool = new Pool(config)
      await pool.query('select 1')
      void pool.end()`,
      'never connected': `
      keep.push(new Pool(config))`,
    },
    expected: pool('0 checked out, 1 idle, 0 waiting'),
  },
  {
    name: 'pool with a client out',
    leaks: `
      const pool = new Pool(config) // opened
      await pool.connect()`,
    clean: {
      'released and ended': `
      const pool = new Pool(config)
      const client = await pool.connect()
      client.release()
      await pool.end()`,
    },
    expected: pool('1 checked out, 0 idle, 0 waiting'),
  },
  {
    name: 'pool of a connection string',
    setup: `
      class OrderPool extends Pool {} // opened`,
    leaks: `
      const pool = new OrderPool({ connectionString: url, max: 3 })
      await Promise.all([pool.query('select 1'), pool.query('select 2')])`,
    clean: {
      ended: `
      const pool = new OrderPool({ connectionString: url })
      await pool.query('select 1')
      await pool.end()`,
    },
    expected: {
      ...pool(''),
      rows: { ...pool('').rows, pool: `${server}, max 3: 0 checked out, 2 idle, 0 waiting` },
    },
  },
  {
    name: 'client',
    leaks: `
      await new Client(config).connect() // opened`,
    clean: {
      ended: `
      const client = new Client(config)
      await client.connect()
      await client.query('select 1')
      await client.end()`,
      'ended without waiting': `
      const client = new Client(config)
      await client.connect()
      void client.end()`,
      'never connected': `
      keep.push(new Client(config))`,
      refused: `
      await new Client({ ...config, port: 1 }).connect().catch(() => {})`,
    },
    expected: client(),
  },
  {
    name: 'client in a transaction',
    leaks: `
      const client = new Client(config) // opened
      await client.connect()
      await client.query('BEGIN')`,
    clean: {
      'rolled back with the session': `
      const client = new Client(config)
      await client.connect()
      await client.query('BEGIN')
      await client.end()`,
    },
    expected: client('; idle in transaction'),
  },
  {
    name: 'checkout of a shared pool',
    setup: shared,
    first: {
      'connects first': `
      await pool.query('select 1')`,
    },
    leaks: `
      await pool.connect() // opened`,
    clean: {
      released: `
      const client = await pool.connect()
      client.release()`,
      'released with an error': `
      const client = await pool.connect()
      client.release(new Error('expected'))`,
      'by callback': `
      await new Promise((done) => pool.connect((_, client, release) => done(release())))`,
      query: `
      await pool.query('select 1')`,
    },
    expected: checkout('1 checked out, 0 idle, 0 waiting'),
  },
  {
    name: 'checkout in a transaction',
    setup: shared,
    leaks: `
      const client = await pool.connect() // opened
      await client.query('BEGIN')`,
    clean: {},
    expected: checkout(
      '1 checked out, 0 idle, 0 waiting; idle in transaction',
      'rolled back and disconnected',
    ),
  },
  {
    name: 'checkout in a failed transaction',
    setup: shared,
    leaks: `
      const client = await pool.connect() // opened
      await client.query('BEGIN')
      // The server's answer has two parts: the error, and what state it leaves. The second is here by the next answer.
      await client.query('select no_such_column').catch(() => {})
      await client.query('select 1').catch(() => {})`,
    clean: {},
    expected: checkout(
      '1 checked out, 0 idle, 0 waiting; idle in a failed transaction',
      'rolled back and disconnected',
    ),
  },
  {
    name: 'checkout and an ending pool of the same test',
    leaks: `
      const pool = new Pool(config)
      await pool.connect() // opened
      void pool.end()`,
    clean: {
      'released later': `
      const pool = new Pool(config)
      const client = await pool.connect()
      const ended = pool.end()
      client.release()
      await ended`,
    },
    expected: checkout('1 checked out, 0 idle, 0 waiting'),
  },
  {
    name: 'query still running',
    setup: shared,
    leaks: `
      pool.query('select pg_sleep(20)').catch(() => {}) // opened
      await sleep(50)`,
    clean: {},
    expected: checkout('1 checked out, 0 idle, 0 waiting; a query is running'),
  },
  {
    name: 'transaction',
    setup: shared,
    leaks: `
      const client = await pool.connect() // opened
      await client.query('BEGIN')
      client.release()`,
    clean: {
      committed: `
      const client = await pool.connect()
      await client.query('BEGIN')
      await client.query('COMMIT')
      client.release()`,
      'rolled back': `
      const client = await pool.connect()
      await client.query('BEGIN')
      await client.query('ROLLBACK')
      client.release()`,
    },
    expected: transaction,
    closedLate: true,
  },
  {
    // Concurrent tests start before every hook: their pool belongs to the file.
    name: 'shared by concurrent tests',
    setup: `
      const pool = new Pool({ ...config, max: 2 })
      afterAll(() => pool.end())
      test.concurrent.each([1, 2, 3, 4, 5])('query %i', async (n) => {
        await pool.query('select pg_sleep(0.02)')
        const client = await pool.connect()
        await client.query('select 1')
        client.release()
      })`,
    leaks: `
      await pool.query('select 1')`,
    clean: {},
    expected: [],
  },
]

export const postgresFamily: TypeFamily = {
  name: 'postgres',
  prelude: `
    const { setTimeout: sleep } = require('node:timers/promises')
    const { Client, Pool } = require('pg')
    const config = ${JSON.stringify({ ...postgres, password })}
    const url = 'postgres://${user}:${password}@${host}:${port}/${database}'
    const keep = []`,
  cases,
}
