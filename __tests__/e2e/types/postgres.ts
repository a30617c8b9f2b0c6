import { withoutNumbers } from '../support/cases/expect-type'
import { postgres } from '../support/servers/postgres'
import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const { user, host, port, database } = postgres
const server = withoutNumbers(`${user}@${host}:${port}/${database}`)
export const password = 'never-to-be-printed'

const pool = (counts: string): ExpectedType => ({
  type: 'pg-pool',
  headline: 'a PostgreSQL pool: it was created here and never ended',
  rows: {
    pool: `${server}, max 10: ${counts}`,
    help: counts.startsWith('0 ')
      ? '`await pool.end()` in `afterEach`'
      : '`client.release()` for each that is checked out, then `await pool.end()` in `afterEach`',
    closed: 'ended',
  },
})

const client = (rows: Record<string, string> = {}): ExpectedType => ({
  type: 'pg-client',
  headline: 'a PostgreSQL client: it was connected here and never ended',
  rows: {
    server,
    help: '`await client.end()` in `afterEach`',
    closed: 'disconnected',
    ...rows,
  },
})

const checkout = (rows: Record<string, string> = {}): ExpectedType => ({
  type: 'pg-client',
  headline: 'a PostgreSQL client: it was checked out here and never released',
  rows: {
    pool: 'max 10: 1 checked out, 0 idle, 0 waiting',
    help: 'release it in `finally`: `try { … } finally { client.release() }`',
    closed: 'disconnected',
    ...rows,
  },
})

const transaction: ExpectedType = {
  type: 'pg-transaction',
  headline: 'a PostgreSQL transaction: it was begun here and neither committed nor rolled back',
  rows: {
    state: 'idle in transaction, last statement BEGIN',
    help: '`await client.query("ROLLBACK")` in `catch`, before `client.release()`',
    closed: 'rolled back',
  },
}

const query = (closed: string): ExpectedType => ({
  type: 'pg-query',
  headline: 'a PostgreSQL query: it was sent here and is still running',
  rows: {
    query: 'select pg_sleep(?)',
    help: 'wait for it, also when its result does not matter: `await client.query(…)`',
    closed,
  },
})

const lock: ExpectedType = {
  type: 'pg-advisory-lock',
  headline: 'a PostgreSQL advisory lock: it was taken here and never released',
  rows: {
    lock: 'select pg_advisory_lock(?)',
    help: '`pg_advisory_unlock(…)` in `finally`, or `pg_advisory_xact_lock(…)`, which ends with its transaction',
    closed: 'released',
  },
}

const listen: ExpectedType = {
  type: 'pg-listen',
  headline: 'a PostgreSQL LISTEN: it was started here and never stopped',
  rows: {
    channel: 'orders',
    help: '`await client.query("UNLISTEN *")` in `afterEach`, before the client goes back to its pool',
    closed: 'stopped',
  },
}

/** A pool that connects in whichever test needs it first, and is ended without waiting for borrowers. */
const shared = `
      let pool
      beforeAll(() => {
        pool = new Pool(config)
      })
      afterAll(() => void pool.end())`

/** A client of all the tests of a block; it tells at the end whether they have left it usable. */
const sharedClient = `
      let client
      beforeAll(async () => {
        client = new Client(config)
        await client.connect()
      })
      afterAll(async () => {
        expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
        await client.end()
      })`

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
      ...pool('0 checked out'),
      rows: { ...pool('0 checked out').rows, pool: `${server}, max 3: 0 checked out, 2 idle, 0 waiting` },
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
    expected: client({ state: 'idle in transaction, last statement BEGIN' }),
  },
  {
    name: 'client that nobody waits for',
    setup: `
      const run = async (client, text) => {
        await client.connect()
        await client.query(text)
        await client.end()
      }`,
    leaks: `
      const client = new Client(config) // opened
      void run(client, 'select pg_sleep(20)').catch(() => {})
      await sleep(50)`,
    clean: {
      'waited for': `
      await run(new Client(config), 'select pg_sleep(0.02)')`,
      'over in no time': `
      void run(new Client(config), 'select pg_sleep(0.02)')`,
    },
    expected: client({
      state: 'a query is running: select pg_sleep(?)',
      help: 'wait for its query, then `await client.end()` in `afterEach`',
    }),
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
    expected: checkout(),
  },
  {
    name: 'checkout in a transaction',
    setup: shared,
    leaks: `
      const client = await pool.connect() // opened
      await client.query('BEGIN')`,
    clean: {},
    expected: checkout({
      state: 'idle in transaction, last statement BEGIN',
      closed: 'rolled back and disconnected',
    }),
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
    expected: checkout({
      state: 'idle in a failed transaction, last statement select ?',
      closed: 'rolled back and disconnected',
    }),
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
    expected: checkout(),
  },
  {
    name: 'query still running',
    setup: shared,
    leaks: `
      pool.query('select pg_sleep(20)').catch(() => {}) // opened
      await sleep(50)`,
    clean: {},
    expected: query('cancelled and disconnected'),
  },
  {
    // With a client that is idle the query has it a moment after the test.
    name: 'query without await',
    setup: shared,
    first: {
      'connects first': `
      await pool.query('select 1')`,
    },
    leaks: `
      pool.query('select pg_sleep(20)').catch(() => {}) // opened`,
    clean: {
      'ends soon': `
      void pool.query('select 1')`,
      'waits for a client that comes back': `
      const clients = await Promise.all(Array.from({ length: 9 }, () => pool.connect()))
      void pool.query('select 1')
      setTimeout(() => clients.map((client) => client.release()), 5)
      await sleep(10)`,
    },
    expected: query('cancelled and disconnected'),
  },
  {
    name: 'transaction',
    setup: shared,
    leaks: `
      const client = await pool.connect()
      await client.query('BEGIN') // opened
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
  },
  {
    name: 'transaction on a shared client',
    setup: sharedClient,
    leaks: `
      await client.query('/* of an ORM */ start transaction') // opened
      await client.query('create temporary table secrets (id int)')
      await client.query("insert into secrets values ($1), (1234567) -- hush", [7654321])`,
    clean: {
      committed: `
      await client.query('BEGIN')
      await client.query('COMMIT')`,
      'in one text': `
      await client.query('begin; select 1; commit')`,
      'rolled back to a savepoint, then all': `
      await client.query('BEGIN')
      await client.query('SAVEPOINT a')
      await client.query('ROLLBACK TO a')
      await client.query('ROLLBACK')`,
      'rolled back without waiting': `
      await client.query('BEGIN')
      void client.query('ROLLBACK')`,
      refused: `
      await client.query('begin no such mode').catch(() => {})`,
    },
    expected: {
      ...transaction,
      rows: {
        ...transaction.rows,
        state: 'idle in transaction, last statement insert into secrets values (?), (?)',
      },
    },
  },
  {
    name: 'query still running on a shared client',
    setup: sharedClient,
    leaks: `
      client.query('select pg_sleep(2)').catch(() => {}) // opened
      await sleep(50)`,
    clean: {
      'not waited for': `
      void client.query('select pg_sleep(0.02)')`,
    },
    expected: query('cancelled'),
    closedLate: true,
  },
  {
    name: 'advisory lock',
    setup: sharedClient,
    leaks: `
      await client.query('select pg_advisory_lock(42)') // opened`,
    clean: {
      'given back': `
      await client.query('select pg_advisory_lock($1)', [43])
      await client.query('select pg_advisory_unlock(43)')`,
      'given back with all': `
      await client.query('select pg_advisory_lock(44), pg_advisory_lock_shared(45, 46)')
      await client.query('select pg_advisory_unlock_all()')`,
      'of a transaction': `
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(47)')
      await client.query('commit')`,
      'not granted': `
      const other = new Client(config)
      await other.connect()
      await other.query('select pg_advisory_lock(48)')
      await client.query('select pg_try_advisory_lock(48)')
      await other.end()`,
      refused: `
      await client.query("select pg_advisory_lock('no number')").catch(() => {})`,
    },
    expected: lock,
  },
  {
    name: 'advisory lock that was tried for, on a checkout',
    setup: shared,
    leaks: `
      const client = await pool.connect()
      await client.query({ text: 'select pg_try_advisory_lock($1)', values: [52] }) // opened
      client.release()`,
    clean: {
      'goes with its session': `
      const client = await pool.connect()
      await client.query('select pg_advisory_lock(53)')
      client.release(true)`,
    },
    expected: { ...lock, rows: { ...lock.rows, lock: 'select pg_try_advisory_lock(?)' } },
  },
  {
    name: 'advisory lock of a checkout',
    setup: shared,
    leaks: `
      const client = await pool.connect() // opened
      await client.query('select pg_advisory_lock(61)')
      await client.query('LISTEN "Orders"')`,
    clean: {},
    expected: checkout({ state: '1 advisory lock held; listening on Orders' }),
  },
  {
    name: 'listen',
    setup: sharedClient,
    leaks: `
      await client.query('LISTEN orders') // opened`,
    clean: {
      stopped: `
      await client.query('LISTEN bills')
      await client.query('UNLISTEN bills')`,
      'all stopped': `
      await client.query('LISTEN a')
      await client.query('LISTEN "B"')
      await client.query('UNLISTEN *')`,
      'rolled back': `
      await client.query('BEGIN')
      await client.query('LISTEN a')
      await client.query('ROLLBACK')`,
      discarded: `
      await client.query('LISTEN a')
      await client.query('DISCARD ALL')`,
    },
    expected: listen,
  },
  {
    name: 'transaction of a pool query',
    setup: shared,
    leaks: `
      await pool.query('BEGIN') // opened`,
    clean: {
      'ended by the same client': `
      await pool.query('BEGIN')
      await pool.query('COMMIT')`,
    },
    expected: transaction,
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

/** The same of pg's own client and of libpq's: `pg` is what the test file loads. */
const familyOf = (name: string, pg: string): TypeFamily => ({
  name,
  prelude: `
    const { setTimeout: sleep } = require('node:timers/promises')
    const { Client, Pool } = ${pg}
    const config = ${JSON.stringify({ ...postgres, password })}
    const url = 'postgres://${user}:${password}@${host}:${port}/${database}'
    const keep = []`,
  cases,
})

export const postgresFamily = familyOf('postgres', "require('pg')")

export const nativePostgresFamily = familyOf('native-postgres', "require('pg').native")
