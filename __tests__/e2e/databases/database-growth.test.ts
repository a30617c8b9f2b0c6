import { postgres } from '../support/servers/postgres'
import { createFixture } from '../support/run/run-jest'
import { openDatabase, type TestDatabase } from '../support/servers/test-database'

const files = ['a.test.js', 'b.test.js', 'c.test.js']

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

/** Notes how many connections there are before the file's own tests, which leave one each. */
const source = `
  const { appendFileSync } = require('node:fs')
  const { setTimeout: sleep } = require('node:timers/promises')
  const { Client, Pool } = require('pg')
  const createPool = () => new Pool({ idleTimeoutMillis: 0 })

  // The server needs a moment to forget what was closed.
  const settled = process.env.EXPECT_NONE === 'true' ? (count) => count === 0 : () => true
  const counted = 'select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'

  beforeAll(async () => {
    const client = new Client()
    await client.connect()
    const deadline = Date.now() + 20_000
    for (;;) {
      const { rows: [{ count }] } = await client.query(counted)
      if (settled(count) || Date.now() > deadline) {
        appendFileSync('connections', count + '\\n')
        break
      }
      await sleep(20)
    }
    await client.end()
  }, 30_000)
  test('leaves a pool', () => createPool().query('select 1'))
  test('leaves a client', () => new Client().connect())
  test('leaves a client checked out', async () => void (await createPool().connect()))
  test('leaves a transaction', async () => void (await (await createPool().connect()).query('BEGIN')))`

test.each([
  { title: 'they climb without the plugin', config: { testEnvironment: 'node' }, before: [0, 4, 8] },
  {
    title: 'they return to the start after each file',
    config: { preset: 'jest-leakguard' },
    before: [0, 0, 0],
  },
  { title: 'so they do under strict', config: { preset: 'jest-leakguard/strict' }, before: [0, 0, 0] },
])('connections at the server: $title', async ({ config, before }) => {
  const fixture = await createFixture({
    files: Object.fromEntries(files.map((file) => [file, source])),
    config,
  })
  const guarded = before.every((count) => count === 0)
  const run = await fixture.run({
    args: ['-i', '--forceExit'],
    env: {
      PGHOST: postgres.host,
      PGPORT: String(postgres.port),
      PGUSER: postgres.user,
      PGDATABASE: database.name,
      EXPECT_NONE: String(guarded),
    },
  })
  expect(run.json.numFailedTests).toBe(guarded ? 12 : 0)
  expect((await fixture.read('connections')).trim().split('\n').map(Number)).toEqual(before)
})
