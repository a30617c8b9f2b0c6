import { postgres } from '../support/servers/postgres'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { createFixture, runJest } from '../support/run/run-jest'

/** Singletons over both databases; `Service.getInstance()` hands the pool or the database itself out. */
const begin = `
  const { Pool } = require('pg')
  const Database = require(process.env.BETTER_SQLITE3)
  const { registerSingleton } = require('jest-leakguard')
  const over = (name, open, close) => {
    const Service = { [name]: class {
      static instance
      static getInstance() { return (this.instance ??= new this()).database }
      static async resetInstance() { const old = this.instance; this.instance = undefined; if (old) await close(old.database) }
      database = open()
    } }[name]
    registerSingleton(Service)
    return Service
  }
  const PgService = over('PgService', () => new Pool(JSON.parse(process.env.SERVER)), (pool) => pool.end())
  const SqliteService = over('SqliteService', () => new Database(':memory:'), (db) => db.close())
  const Other = over('Other', () => ({}), () => { globalThis.others = (globalThis.others ?? 0) + 1 })`

const run = (source: string, jest: '30' | '29' = '30') =>
  runJest({
    files: { 'a.test.js': `${begin}\n${source}` },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { isolation: 'test', singletons: { timeout: 300 } } },
    },
    env: { SERVER: JSON.stringify(postgres), BETTER_SQLITE3: require.resolve('better-sqlite3') },
    jest,
  })

const wordsOf = (output: string) =>
  reportedLeaks(output).map(({ owner, headline, rows }) => [
    owner,
    headline,
    rows.error ?? rows.open ?? rows.state,
  ])

test.each(['30', '29'] as const)(
  'with a checked-out client, an open iterator, a running transaction, Jest %s',
  async (jest) => {
    const ran = await run(
      `
    test('client out', async () => {
      Other.getInstance()
      await PgService.getInstance().connect() // client
    })
    test('client back', async () => { (await PgService.getInstance().connect()).release() })
    test('transaction runs', async () => {
      const client = await PgService.getInstance().connect() // transaction
      await client.query('BEGIN')
    })
    test('transaction done', async () => {
      const client = await PgService.getInstance().connect()
      await client.query('BEGIN')
      await client.query('COMMIT')
      client.release()
    })
    test('iterator open', () => {
      Other.getInstance()
      const db = SqliteService.getInstance()
      globalThis.rows = db.prepare('values (1), (2)').iterate()
      globalThis.rows.next()
    })
    test('iterator done', () => { for (const row of SqliteService.getInstance().prepare('values (1), (2)').iterate()) expect(row).toBeDefined() })
    test('sqlite transaction runs', () => { SqliteService.getInstance().exec('BEGIN') })
    test('sqlite transaction done', () => { SqliteService.getInstance().exec('BEGIN; COMMIT') })
    test('the others were reset all the same', () => { expect(globalThis.others).toBe(2) })`,
      jest,
    )
    const clientOut = 'this test leaked a PostgreSQL client: it was checked out here and never released'
    const hung =
      'this test leaked the singleton PgService: it was created here and its reset did not end within 300 ms'
    expect(wordsOf(ran.output)).toEqual([
      ['client out', clientOut, undefined],
      ['client out', hung, 'pg-pool'],
      ['transaction runs', clientOut, 'idle in transaction, last statement BEGIN'],
      ['transaction runs', hung, 'pg-pool'],
      [
        'iterator open',
        'this test leaked a SQLite iterator: it was started here and never finished',
        undefined,
      ],
      [
        'iterator open',
        'this test leaked the singleton SqliteService: it was created here and its reset threw',
        'This database connection is busy executing a query; still open: sqlite-database',
      ],
    ])
    expect(ran.output).toContain(
      'help:    bound its waits: release what is still checked out, or raise `singletons.timeout`',
    )
    expect(ran.output).toContain('closed:  rolled back and disconnected')
    expect(ran.output).toContain('Tests:       3 failed, 6 passed, 9 total')
    expect(ran.output).toContain('Singletons:  10 resets (PgService 4, SqliteService 4, Other 2)')
  },
)

test('a pool whose reference a reset drops without closing it is a leak of its owner', async () => {
  const ran = await run(`
    const drop = (Service) => { Service.resetInstance = () => { Service.instance = undefined } }
    const Dropping = over('Dropping', () => new Pool(JSON.parse(process.env.SERVER)))
    drop(Dropping)
    const use = () => Dropping.getInstance().query('select 1')
    test('dropped for the test', use)
    test('dropped by the test', async () => { await use(); Dropping.resetInstance() })
    test('ended by the test', async () => { await use(); await Dropping.getInstance().end(); Dropping.resetInstance() })
    describe('a block', () => {
      beforeAll(use)
      afterAll(() => Dropping.resetInstance())
      test('is clean', () => {})
    })`)
  const pool = 'leaked a PostgreSQL pool: it was created here and never ended'
  expect(wordsOf(ran.output)).toEqual([
    [
      'dropped for the test',
      'this test leaked the singleton Dropping: it was created here and its reset left something open',
      'pg-pool',
    ],
    ['dropped by the test', `this test ${pool}`, undefined],
    ['a block › leaves nothing open', `a block: this describe block ${pool}`, undefined],
  ])
  expect(ran.output).toContain('Tests:       3 failed, 2 passed, 5 total')
})

test('singletons that are registered by name and use each other are reset all the same, and told', async () => {
  const part = (name: string, other: string): string => `
    const part = exports.${name} = class ${name} {
      static dependsOn = []
      static instance
      static getInstance() { return (this.instance ??= new this()) }
      static resetInstance() { this.instance = undefined; globalThis.order = [...(globalThis.order ?? []), '${name}'] }
    }
    const { ${other} } = require('./${other}')
    if (${other} !== undefined) { part.dependsOn.push(${other}); ${other}.dependsOn.push(part) }`
  const ran = await runJest({
    files: {
      'Orders.js': part('Orders', 'Stock'),
      'Stock.js': part('Stock', 'Orders'),
      'a.test.js': `
        const { Orders } = require('./Orders')
        const { Stock } = require('./Stock')
        test('makes both', () => { Orders.getInstance(); Stock.getInstance() })
        test('were reset', () => { expect(globalThis.order).toEqual(['Stock', 'Orders']) })`,
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: {
        leakguard: { singletons: { modules: ['./Orders#Orders', './Stock#Stock'] } },
      },
    },
  })
  const [first, ...others] = reportedLeaks(ran.output)
  expect(first).toMatchObject({
    owner: 'makes both',
    headline: expect.stringMatching(
      /^this test leaked the singleton \w+: it was created here and cannot be reset in order$/,
    ) as string,
    rows: { cycle: expect.stringMatching(/^(Orders → Stock → Orders|Stock → Orders → Stock)$/) as string },
    help: 'remove one of these from `dependsOn`',
  })
  expect(others).toHaveLength(1)
  expect(ran.test('were reset').status).toBe('passed')
})

test('a bad reset neither triggers a retry nor hides behind one', async () => {
  const ran = await run(`
    const Keeps = over('Keeps', () => setInterval(() => {}, 60_000), () => {})
    jest.retryTimes(2)
    let attempts = 0
    test('fails once', () => { Keeps.getInstance(); if (++attempts === 1) throw new Error('not yet') })
    test('passes at once', () => { Keeps.getInstance() })
    test('was tried again for its own failure only', () => { expect(attempts).toBe(2) })`)
  expect(wordsOf(ran.output).map(([owner, headline]) => [owner, headline])).toEqual(
    ['fails once', 'passes at once'].map((owner) => [
      owner,
      'this test leaked the singleton Keeps: it was created here and its reset left something open',
    ]),
  )
  expect(ran.output).toContain('Tests:       2 failed, 1 passed, 3 total')
})

test('1,000 tests that forget the reset leave no instance, connection, descriptor or memory behind', async () => {
  const fixture = await createFixture({
    files: {
      'a.test.js': `
        const { setFlagsFromString } = require('node:v8')
        const { runInNewContext } = require('node:vm')
        const { appendFileSync, readdirSync } = require('node:fs')
        const { Client, Pool } = require('pg')
        const { registerSingleton } = require('jest-leakguard')
        setFlagsFromString('--expose-gc')
        const gc = runInNewContext('gc')
        const made = []
        class DatabaseService {
          static instance
          static getInstance() { return (this.instance ??= new DatabaseService()) }
          static async resetInstance() { const old = this.instance; this.instance = undefined; await old?.pool.end() }
          pool = new Pool({ ...JSON.parse(process.env.SERVER), max: 1, application_name: 'growth-' + process.pid })
          cache = Buffer.alloc(100_000)
          constructor() { made.push(new WeakRef(this)) }
        }
        registerSingleton(DatabaseService)
        const counter = new Client(JSON.parse(process.env.SERVER))
        beforeAll(() => counter.connect())
        afterAll(() => counter.end())
        const connections = async () =>
          (await counter.query("select count(*)::int as count from pg_stat_activity where application_name = 'growth-" + process.pid + "'")).rows[0].count
        const note = async () => {
          let count = await connections()
          for (let i = 0; i < 50 && count > 0; i++) {
            await new Promise((done) => setTimeout(done, 20))
            count = await connections()
          }
          gc()
          gc()
          const { heapUsed, external } = process.memoryUsage()
          const instances = made.filter((ref) => ref.deref() !== undefined).length
          appendFileSync('figures', JSON.stringify({ count, instances, heapUsed, external, made: made.length, descriptors: readdirSync('/proc/self/fd').length }) + '\\n')
        }
        for (let n = 1; n <= 1000; n++) {
          test('test ' + n, async () => {
            if (n % 300 === 100) await note()
            await DatabaseService.getInstance().pool.query('select 1')
          })
        }`,
    },
  })
  const ran = await fixture.run({ env: { SERVER: JSON.stringify(postgres) }, args: ['-i'], timeout: 280_000 })
  expect(ran.code).toBe(0)
  expect(ran.output).toContain('Singletons:  1000 resets (DatabaseService 1000)')
  const figures = (await fixture.read('figures'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Figures)
  const [first, ...later] = figures as [Figures, ...Figures[]]
  expect(figures.map(({ made }) => made)).toEqual([99, 399, 699, 999])
  expect(figures.map(({ count }) => count)).toEqual([0, 0, 0, 0])
  for (const { descriptors, external, heapUsed, instances } of later) {
    expect(instances).toBeLessThanOrEqual(2)
    expect(Math.abs(descriptors - first.descriptors)).toBeLessThanOrEqual(2)
    // A kilobyte or two for each test: Jest keeps its result.
    expect(heapUsed - first.heapUsed).toBeLessThan(900 * 6_000)
    expect(external - first.external).toBeLessThan(2_000_000)
  }
}, 300_000)

type Figures = Readonly<
  Record<'count' | 'instances' | 'heapUsed' | 'external' | 'made' | 'descriptors', number>
>
