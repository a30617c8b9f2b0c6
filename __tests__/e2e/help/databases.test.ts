import { installLibraries } from '../support/install/libraries'
import { describeHelp, type HelpCase } from '../support/cases/followed-help'
import { postgres } from '../support/servers/postgres'

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries()
})

/** A client of the block, whose session the tests share. */
const sharedClient = `
    const client = new Client(config)
    beforeAll(() => client.connect())
    afterAll(() => client.end())`

const sharedPool = `
    const pool = new Pool(config)
    afterAll(() => pool.end())`

const sharedDatabase = `
    const db = new Database(':memory:')
    afterAll(() => db.close())`

const ofPg: readonly HelpCase[] = [
  {
    name: 'a pool',
    of: 'pg-pool',
    keeps: 'pool',
    opens: `
      pool = new Pool(config)
      await pool.query('select 1')`,
  },
  {
    name: 'a pool with a client that is checked out',
    of: 'pg-pool',
    keeps: 'pool, client',
    opens: `
      pool = new Pool(config)
      client = await pool.connect()`,
  },
  {
    name: 'a client',
    of: 'pg-client',
    keeps: 'client',
    opens: `
      client = new Client(config)
      await client.connect()`,
  },
  {
    name: 'a client that is checked out',
    of: 'pg-client',
    setup: sharedPool,
    keeps: 'client',
    opens: `
      client = await pool.connect()
      await client.query('select 1')`,
    followed: {
      help: /^release it in `finally`: `try \{ … \} finally \{ client\.release\(\) \}`$/,
      opens: `
      client = await pool.connect()
      try { await client.query('select 1') } finally { client.release() }`,
    },
  },
  {
    name: 'a transaction',
    of: 'pg-transaction',
    setup: sharedPool,
    keeps: 'client',
    opens: `
      client = await pool.connect()
      await client.query('BEGIN')
      client.release()`,
    followed: {
      help: /^`await client\.query\("ROLLBACK"\)` in `catch`, before `client\.release\(\)`$/,
      opens: `
      client = await pool.connect()
      try {
        await client.query('BEGIN')
        throw new Error('declined')
      } catch {
        await client.query("ROLLBACK")
      }
      client.release()`,
    },
  },
  {
    name: 'a query',
    of: 'pg-query',
    setup: `
    const client = new Client(config)
    beforeAll(() => client.connect())
    afterAll(async () => {
      await sleep(500)
      await client.end()
    })`,
    keeps: 'nothing',
    opens: `
      client.query('select pg_sleep(1)').catch(() => {})
      await sleep(50)`,
    followed: {
      help: /^wait for it, also when its result does not matter: `await client\.query\(…\)`$/,
      opens: `await client.query('select pg_sleep(1)')`,
    },
  },
  {
    name: 'an advisory lock',
    of: 'pg-advisory-lock',
    setup: sharedClient,
    keeps: 'nothing',
    opens: `await client.query('select pg_advisory_lock(71)')`,
    followed: {
      help: /^`pg_advisory_unlock\(…\)` in `finally`, or `pg_advisory_xact_lock\(…\)`, which ends with its transaction$/,
      opens: `
      try {
        await client.query('select pg_advisory_lock(71)')
      } finally {
        await client.query('select pg_advisory_unlock(71)')
      }`,
    },
  },
  {
    name: 'a listen',
    of: 'pg-listen',
    setup: sharedClient,
    keeps: 'nothing',
    opens: `await client.query('LISTEN orders')`,
    followed: {
      help: /^`await client\.query\("UNLISTEN \*"\)` in `afterEach`, before the client goes back to its pool$/,
      setup: `${sharedClient}
    afterEach(async () => { await client.query("UNLISTEN *") })`,
    },
  },
]

const ofSqlite: readonly HelpCase[] = [
  {
    name: 'a database',
    of: 'sqlite-database',
    keeps: 'db',
    opens: `db = new Database(file())`,
  },
  {
    name: 'a transaction',
    of: 'sqlite-transaction',
    setup: sharedDatabase,
    keeps: 'nothing',
    opens: `db.exec('BEGIN')`,
    followed: {
      help: /^`db\.exec\("ROLLBACK"\)` in `catch`, or `db\.transaction\(fn\)` where the library has it$/,
      opens: `
      try {
        db.exec('BEGIN')
        throw new Error('declined')
      } catch {
        db.exec("ROLLBACK")
      }`,
    },
  },
  {
    name: 'an iterator',
    of: 'sqlite-iterator',
    setup: sharedDatabase,
    keeps: 'iterator',
    opens: `
      iterator = db.prepare('select 1 union select 2').iterate()
      iterator.next()`,
    followed: {
      help: /^call `iterator\.return\(\)` in `finally`; `for … of` does so by itself$/,
      opens: `
      iterator = db.prepare('select 1 union select 2').iterate()
      try { iterator.next() } finally { iterator.return() }`,
    },
  },
]

const ofLibraries: readonly HelpCase[] = [
  {
    name: 'Knex',
    of: 'knex',
    keeps: 'knex',
    opens: `
      knex = require('knex')({ client: 'pg', connection: config })
      await knex.raw('select 1')`,
  },
  {
    name: 'a transaction of Knex',
    of: 'knex',
    setup: `
    const knex = require('knex')({ client: 'pg', connection: config })
    afterAll(() => knex.destroy())`,
    keeps: 'transaction',
    opens: `
      transaction = await knex.transaction()
      await transaction.raw('select 1')`,
    followed: {
      help: /^in `(?:catch|finally)`: `await transaction\.rollback\(\)`$/,
      opens: `
      transaction = await knex.transaction()
      try {
        await transaction.raw('no such statement')
      } catch {
        await transaction.rollback()
      }`,
    },
  },
  {
    name: 'Sequelize',
    of: 'sequelize',
    keeps: 'sequelize',
    opens: `
      const { Sequelize } = require('sequelize')
      sequelize = new Sequelize({ ...config, username: config.user, dialect: 'postgres', logging: false })
      await sequelize.query('select 1')`,
  },
  {
    name: 'Kysely',
    of: 'pg-pool',
    keeps: 'db, pool',
    opens: `
      const { Kysely, PostgresDialect, sql } = require('kysely')
      pool = new Pool(config)
      db = new Kysely({ dialect: new PostgresDialect({ pool }) })
      await sql\`select 1\`.execute(db)`,
  },
  {
    name: 'postgres',
    of: 'postgres',
    keeps: 'sql',
    opens: `
      sql = require('postgres')({ ...config, username: config.user })
      await sql\`select 1\``,
  },
]

describeHelp({
  prelude: `
    const path = require('node:path')
    const { setTimeout: sleep } = require('node:timers/promises')
    const { Client, Pool } = require('pg')
    const Database = require(process.env.BETTER_SQLITE3)
    const config = ${JSON.stringify(postgres)}
    let files = 0
    const file = () => path.join(__dirname, ++files + '.db')
    `,
  cases: [...ofPg, ...ofSqlite, ...ofLibraries],
  config: () => ({ modulePaths: [libraries] }),
  options: () => ({ env: { BETTER_SQLITE3: require.resolve('better-sqlite3') }, args: ['-w', '2'] }),
})
