import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'
import { postgres } from '../support/servers/postgres'

/** One connection for the whole file, closed in good order: what a test leaves in its session is that test's. */
const source = `
  const { Pool } = require('pg')
  let pool
  beforeAll(() => { pool = new Pool({ ...${JSON.stringify(postgres)}, max: 1 }) })
  afterAll(() => pool.end())
  test('begins', async () => {
    await pool.query('BEGIN') // begins
  })
  test('is not inside of it', async () => {
    const { rows } = await pool.query('select pg_current_xact_id_if_assigned() is null as outside')
    expect(rows).toEqual([{ outside: true }])
  })
  test('locks', async () => {
    await pool.query('select pg_advisory_lock(4711)') // locks
  })
  test('listens', async () => {
    const client = await pool.connect()
    await client.query('LISTEN news') // listens
    client.release()
  })
  test('begins, and starts a timer', async () => {
    await pool.query('BEGIN') // too
    setInterval(() => {}, 1000) // timer
  })
  test('rolls back', async () => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  })
  test('unlocks', async () => {
    const client = await pool.connect()
    await client.query('select pg_advisory_lock(1)')
    await client.query('select pg_advisory_unlock(1)')
    client.release()
  })
  describe('a transaction of the block', () => {
    let client
    beforeAll(async () => {
      client = await pool.connect()
      await client.query('BEGIN')
    })
    afterAll(async () => {
      await client.query('ROLLBACK')
      client.release()
    })
    test('is used', () => client.query('select 1'))
  })`

const sqlite = `
  const Database = require(process.env.BETTER_SQLITE3)
  let db
  beforeAll(() => { db = new Database(':memory:') })
  afterAll(() => db.close())
  test('begins', () => {
    db.exec('BEGIN') // begins
  })
  test('is not inside of it', () => expect(db.inTransaction).toBe(false))`

const left = {
  transaction: 'a PostgreSQL transaction: it was begun here and neither committed nor rolled back',
  lock: 'a PostgreSQL advisory lock: it was taken here and never released',
  listen: 'a PostgreSQL LISTEN: it was started here and never stopped',
  timer: 'a timer: it was started here and never cleared',
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  describe.each(['file', 'test'] as const)('isolation: %s', (isolation) => {
    let run: JestRun
    beforeAll(async () => {
      run = await runJest({
        jest,
        files: { 'sessions.test.js': source },
        config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { isolation } } },
      })
    })

    test.each([
      ['begins', [left.transaction]],
      ['locks', [left.lock]],
      ['listens', [left.listen]],
      ['begins, and starts a timer', [left.transaction, left.timer]],
    ])('%s: fails, although the pool is closed in the end', (title, headlines) => {
      const { failureMessages, status } = run.test(title)
      expect(status).toBe('failed')
      expect(failureMessages.map((text) => /this test leaked (.*)/.exec(text)?.[1])).toEqual(headlines)
    })

    test('its line is shown, and the tests after it do not run inside of what it left', () => {
      const { message } = run.file('sessions.test.js')
      for (const mark of ['begins', 'locks', 'listens', 'too'])
        expect(message).toMatch(new RegExp(`^ +> +\\d+ \\| .* // ${mark}$`, 'm'))
      expect(message).toContain('closed:  rolled back')
      expect(message).not.toContain('the test failed before')
    })

    test.each(['is not inside of it', 'rolls back', 'unlocks', 'a transaction of the block › is used'])(
      '%s: passes',
      (title) => {
        expect(run.test(title).status).toBe('passed')
      },
    )
  })
})

test('a transaction on a SQLite database of the file', async () => {
  const run = await runJest({
    files: { 'sqlite.test.js': sqlite },
    env: { BETTER_SQLITE3: require.resolve('better-sqlite3') },
  })
  expect(run.test('begins').failureMessages).toEqual([
    expect.stringContaining('this test leaked a SQLite transaction: it was begun here'),
  ])
  expect(run.test('is not inside of it').status).toBe('passed')
})
