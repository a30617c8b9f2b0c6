import { postgres } from '../support/servers/postgres'
import { createFixture, runJest } from '../support/run/run-jest'

const service = `
  const { Pool } = require('pg')
  const Database = require(process.env.BETTER_SQLITE3)

  class DatabaseService {
    static instance
    static getInstance(settings) {
      return (DatabaseService.instance ??= new DatabaseService(settings))
    }
    static async resetInstance() {
      const { instance } = DatabaseService
      DatabaseService.instance = undefined
      await instance?.close()
    }
    constructor({ file }) {
      if (file === undefined) this.pool = new Pool(${JSON.stringify(postgres)})
      else this.db = new Database(file)
    }
    async one() {
      if (this.db !== undefined) return this.db.prepare('select 1 as one').get().one
      const { rows } = await this.pool.query('select 1 as one')
      return rows[0].one
    }
    async close() {
      await (this.db ?? this.pool)[this.db === undefined ? 'end' : 'close']()
    }
  }
  module.exports = { DatabaseService, Database, Pool }`

const mixing = `
  const { DatabaseService } = require('./service.cjs')
  afterEach(() => DatabaseService.resetInstance())
  test('in memory', () => expect(DatabaseService.getInstance({ file: ':memory:' }).one()).resolves.toBe(1))
  test('at the server', () => expect(DatabaseService.getInstance({}).one()).resolves.toBe(1))`

const files = {
  'service.cjs': service,
  'mixing.test.js': mixing,
  'one-kind.test.js': `
    const { DatabaseService } = require('./service.cjs')
    afterEach(() => DatabaseService.resetInstance())
    test.each([1, 2])('at the server, %d', () => expect(DatabaseService.getInstance({}).one()).resolves.toBe(1))`,
  'two-ways.test.js': `
    const { Database, Pool } = require('./service.cjs')
    const openCache = () => new Database(':memory:')
    const openStore = () => new Pool(${JSON.stringify(postgres)})
    test('both', async () => {
      const cache = openCache()
      const store = openStore()
      await store.query('select 1')
      cache.close()
      await store.end()
    })`,
  'blocks.test.js': `
    const { DatabaseService } = require('./service.cjs')
    describe.each([
      ['SQLite', { file: ':memory:' }],
      ['PostgreSQL', {}],
    ])('%s', (_name, settings) => {
      afterEach(() => DatabaseService.resetInstance())
      test('answers', () => expect(DatabaseService.getInstance(settings).one()).resolves.toBe(1))
    })`,
  'never-used.test.js': `
    const { DatabaseService } = require('./service.cjs')
    afterEach(() => DatabaseService.resetInstance())
    test('in memory', () => expect(DatabaseService.getInstance({ file: ':memory:' }).one()).resolves.toBe(1))
    test('at the server', () => { DatabaseService.getInstance({}) })`,
}

const note = /\S+ opens .*: settings are mixed$/gm
const told =
  /^mixing\.test\.js opens PostgreSQL and SQLite through DatabaseService \(service\.cjs:\d+\): settings are mixed$/
const env = { BETTER_SQLITE3: require.resolve('better-sqlite3') }

test.each([
  ['30', 'jest-leakguard'],
  ['30', 'jest-leakguard/strict'],
  ['29', 'jest-leakguard/strict'],
] as const)('Jest %s, %s: a service that was both in one file is a note', async (jest, preset) => {
  const fixture = await createFixture({
    jest,
    files,
    config: { preset, reporters: ['default', ['jest-leakguard/reporter', { formats: ['json'] }]] },
  })
  const run = await fixture.run({ env })
  expect(run.code).toBe(0)
  expect(run.output).toMatch(/^Databases: {3}mixing\.test\.js opens/m)
  expect(run.output.match(note)).toEqual([expect.stringMatching(told)])
  const report = JSON.parse(await fixture.read('leak-report/leaks.json')) as { files: { mixed?: object }[] }
  expect(report.files.flatMap(({ mixed }) => mixed ?? [])).toEqual([
    {
      databases: ['PostgreSQL', 'SQLite'],
      through: 'DatabaseService',
      file: 'service.cjs',
      line: expect.any(Number) as number,
    },
  ])
})

test('without a reporter it is one line as well', async () => {
  const run = await runJest({
    files,
    config: { testEnvironment: 'jest-leakguard/environment' },
    env,
  })
  expect(run.code).toBe(0)
  expect(run.output).toMatch(/^jest-leakguard: mixing\.test\.js opens PostgreSQL and SQLite through/m)
  expect(run.output.match(note)).toHaveLength(1)
})
