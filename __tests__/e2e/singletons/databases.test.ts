import { onlyIf } from '../../support/only-if'
import { postgres } from '../support/servers/postgres'
import { createFixture } from '../support/run/run-jest'
import { openDatabase, type TestDatabase } from '../support/servers/test-database'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

/** One database of the process, that its first user opens; the tests below never reset it. */
const service = (open: string, close: string): string => `
  class DatabaseService {
    static #instance
    #database
    static getInstance() { return (DatabaseService.#instance ??= new DatabaseService()) }
    static async resetInstance() {
      const old = DatabaseService.#instance
      DatabaseService.#instance = undefined
      if (old !== undefined) await old.#database.${close}
    }
    constructor() { this.#database = ${open} }
    use(work) { return work(this.#database) }
  }
  exports.DatabaseService = DatabaseService`

/** A module of its own for each test, as \`resetModules\` of Jest's options gives; registered like any other. */
const suite = (work: string): string => `
  const { appendFileSync } = require('node:fs')
  const { registerSingleton } = require('jest-leakguard')
  const { count, close } = require('./count')
  let DatabaseService
  // The collector closes what nobody refers to, at a time of its own.
  const copies = []
  const note = async () => appendFileSync('counts', (await count()) + '\\n')
  beforeEach(async () => {
    await note()
    jest.resetModules()
    DatabaseService = require('./service').DatabaseService
    copies.push(DatabaseService)
    registerSingleton(DatabaseService)
  })
  test.each([1, 2, 3])('forgets the reset, %d', () => DatabaseService.getInstance().use(${work}))
  afterAll(async () => { await note(); await close() })`

const kinds = {
  PostgreSQL: {
    'service.js': service(`new (require('pg').Pool)({ idleTimeoutMillis: 0 })`, 'end()'),
    // Eight are the server's own, one is the counter's.
    'count.js': `
      const { Client } = require('pg')
      const client = new Client()
      const connected = client.connect()
      const counted = 'select count(*)::int + 8 as count from pg_stat_activity where datname = current_database()'
      exports.close = () => client.end()
      exports.count = async () => {
        await connected
        const samples = []
        // The server needs some milliseconds to notice that a connection is gone.
        for (let i = 0; i < 20; i++) {
          samples.push((await client.query(counted)).rows[0].count)
          await new Promise((done) => setTimeout(done, 20))
        }
        return Math.min(...samples)
      }`,
    'a.test.js': suite(`(pool) => pool.query('select 1')`),
  },
  'better-sqlite3': {
    'service.js': service(`new (require(process.env.BETTER_SQLITE3))('shop.db')`, 'close()'),
    // By the process's descriptors: nobody else knows.
    'count.js': `
      const { readdirSync, readlinkSync } = require('node:fs')
      const nameOf = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } }
      exports.close = () => {}
      exports.count = () => 9 + readdirSync('/proc/self/fd').filter((fd) => /shop\\.db$/.test(nameOf(fd))).length`,
    'a.test.js': suite(`(db) => { db.exec('create table if not exists orders (id integer)') }`),
  },
}

const { describe: onLinux } = onlyIf(process.platform === 'linux', 'only Linux lists descriptors')
onLinux.each(Object.keys(kinds) as (keyof typeof kinds)[])('%s', (kind) => {
  test.each([
    { title: 'climb without the plugin', config: { testEnvironment: 'node' }, counts: [9, 10, 11, 12] },
    { title: 'stay with it', config: { preset: 'jest-leakguard' }, counts: [9, 9, 9, 9] },
  ])('connections $title', async ({ config, counts }) => {
    const fixture = await createFixture({ files: kinds[kind], config })
    const run = await fixture.run({
      args: ['-i', '--forceExit'],
      env: {
        PGHOST: postgres.host,
        PGPORT: String(postgres.port),
        PGUSER: postgres.user,
        PGDATABASE: database.name,
        BETTER_SQLITE3: require.resolve('better-sqlite3'),
      },
    })
    expect(run.file('a.test.js').message).toBe('')
    expect((await fixture.read('counts')).trim().split('\n').map(Number)).toEqual(counts)
    if (counts[3] === 9) expect(run.output).toContain('Singletons:  3 resets (DatabaseService 3)')
  })
})
