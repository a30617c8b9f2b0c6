import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { filesOf, type LeakCase } from '../support/cases/leak-cases'
import { installLibraries } from '../support/install/libraries'
import { installNativePackages, sqlite3 } from '../support/install/native-packages'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'
import { runJest } from '../support/run/run-jest'

const config = JSON.stringify(postgres)
const mysql = `{ host: '127.0.0.1', user: 'root', database: 'test' }`
const transactionHelp = '`await client.query("ROLLBACK")` in `catch`, before `client.release()`'

/** A pool of the block, of a library's own making: it connects in whichever test needs it first. */
const knex = (client: string, connection: string): LeakCase => ({
  name: `knex ${client}`,
  source: `
    const knex = require('knex')
    describe('shared', () => {
      let db
      beforeAll(() => {
        db = knex({ client: '${client}', connection: ${connection}, pool: { min: 0, max: 3 } })
      })
      afterAll(() => db.destroy())
      test('connects first', () => db.raw('select 1'))
      test('several at once', () => Promise.all([1, 2, 3].map(() => db.raw('select 1'))))
      test('a transaction', async () => {
        const transaction = await db.transaction()
        await transaction.raw('select 1')
        await transaction.rollback()
      })
      test('one that fails', () =>
        expect(db.transaction((transaction) => transaction.raw('select nothing'))).rejects.toThrow())
    })`,
  leaks: [],
})

const sequelize = (dialect: string, options: string): LeakCase => ({
  name: `sequelize ${dialect}`,
  source: `
    const { Sequelize } = require('sequelize')
    const db = new Sequelize({ ...${options}, dialect: '${dialect}', logging: false })
    afterAll(() => db.close())
    test('connects first', () => db.query('select 1'))
    test('a transaction', () => db.transaction((transaction) => db.query('select 1', { transaction })))
    test('a transaction that is rolled back', async () => {
      const transaction = await db.transaction()
      await db.query('select 1', { transaction })
      await transaction.rollback()
    })`,
  leaks: [],
})

const cases: LeakCase[] = [
  knex('pg', config),
  sequelize('postgres', `{ ...${config}, username: '${postgres.user}' }`),
  {
    name: 'generic-pool',
    source: `
      const { createPool } = require('generic-pool')
      const { Client } = require('pg')
      const pool = createPool({
        create: async () => {
          const client = new Client(${config}) // opened
          await client.connect()
          return client
        },
        destroy: (client) => client.end(),
      }, { max: 2 })
      test.each([1, 2, 3])('query %i', (n) => pool.use((client) => client.query('select $1::int', [n])))
      test('leaks a transaction', async () => {
        const client = await pool.acquire()
        await client.query('BEGIN') // begun
        await pool.release(client)
      })`,
    leaks: [
      {
        owner: { test: 'leaks a transaction' },
        headline:
          'this test leaked a PostgreSQL transaction: it was begun here and neither committed nor rolled back',
        help: transactionHelp,
        mark: 'begun',
      },
      {
        owner: 'file',
        headline: 'this file leaked a PostgreSQL client: it was connected here and never ended',
        help: '`await client.end()` in `afterAll`',
      },
    ],
  },
  {
    // What a client of Prisma does with its adapter, without the engine that has to be generated.
    name: 'prisma adapter',
    source: `
      const { PrismaPg } = require('@prisma/adapter-pg')
      const query = { sql: 'select 1', args: [], argTypes: [] }
      const factory = new PrismaPg(${config})
      let adapter
      afterAll(() => adapter.dispose())
      test('connects first', async () => {
        adapter = await factory.connect()
        await adapter.queryRaw(query)
      })
      test('goes on', () => adapter.queryRaw(query))
      test('leaks', async () => {
        const own = await new PrismaPg(${config}).connect() // opened
        await own.queryRaw(query)
      })`,
    leaks: [
      {
        owner: { test: 'leaks' },
        headline: 'this test leaked a PostgreSQL pool: it was created here and never ended',
        help: 'in `afterEach`: `await prisma.$disconnect()`',
      },
    ],
  },
  {
    name: 'knex transaction',
    source: `
      const knex = require('knex')
      let db
      beforeAll(() => {
        db = knex({ client: 'pg', connection: ${config} }) // opened
      })
      test('leaks', async () => {
        const transaction = await db.transaction()
        await transaction.raw('select 1') // begun
      })
      test('is clean', () => db.raw('select 1'))`,
    leaks: [
      {
        owner: { test: 'leaks' },
        headline:
          'this test leaked a PostgreSQL transaction: it was begun here and neither committed nor rolled back',
        help: 'in `catch`: `await transaction.rollback()`',
        mark: 'begun',
      },
      {
        owner: 'file',
        headline: 'this file leaked 2 PostgreSQL clients: they were connected here and never ended',
        help: 'in `afterAll`: `await knex.destroy()`',
      },
    ],
  },
]
if (isReachable(3306))
  cases.push(knex('mysql2', mysql), sequelize('mysql', `{ ...${mysql}, username: 'root' }`))
else test.skip('MariaDB (skipped: no server answers on 127.0.0.1:3306)', () => undefined)

const native = installNativePackages(sqlite3)
if (native === undefined) test.skip('sqlite3 (skipped: it cannot be installed here)', () => undefined)
else cases.push(knex('sqlite3', `':memory:', useNullAsDefault: true`), sequelize('sqlite', '{}'))

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    const modulePaths = [
      await installLibraries(),
      await installLibraries({ '@prisma/adapter-pg': '7.10.1', 'generic-pool': '3.9.0' }),
    ]
    run = await runJest({
      jest,
      files: filesOf(cases),
      config: {
        preset: 'jest-leakguard/strict',
        modulePaths: native === undefined ? modulePaths : [...modulePaths, native],
      },
      args: ['-i'],
      timeout: 110_000,
    })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test('nothing of ours went wrong', () => {
    expect(run.output).not.toContain('jest-leakguard: ')
    expect(run).toMatchObject({ code: 1, timedOut: false })
  })
})
