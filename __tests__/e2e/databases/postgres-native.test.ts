import { describeTypes } from '../support/cases/describe-types'
import { installNativePackages, pgNative } from '../support/install/native-packages'
import { postgres } from '../support/servers/postgres'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'
import { nativePostgresFamily, password } from '../types/postgres'

// libpq's compiler flags come from this command.
const modules = installNativePackages(pgNative)

const perTest = `
  const { Pool } = require('pg')
  let pool, client
  beforeAll(() => { pool = new Pool(${JSON.stringify(postgres)}) })
  beforeEach(async () => {
    client = await pool.connect()
    await client.query('BEGIN')
  })
  afterEach(async () => {
    await client.query('ROLLBACK')
    client.release()
  })
  afterAll(() => pool.end())
  test('it is libpq', () => expect(client.native).toBeDefined())
  test.each([1, 2, 3])('transaction %i', async (n) => {
    expect((await client.query('select $1::int as n', [n])).rows).toEqual([{ n }])
  })
  test('a query that fails', () => expect(client.query('select no_such_column')).rejects.toThrow())
  test('another client beside it', () => pool.query('select 1'))`

const leaking = `
  const { Pool } = require('pg')
  test('leaks', async () => {
    const pool = new Pool(${JSON.stringify(postgres)}) // opened
    await pool.query('select 1')
  })`

if (modules === undefined) {
  test.skip('pg-native (skipped: it cannot be installed here)', () => undefined)
} else {
  describe('pg.native', () => {
    describeTypes(nativePostgresFamily, {
      options: () => ({ env: { NODE_PATH: modules } }),
      more: (run) => {
        test('neither a password is printed nor a descriptor', () => {
          expect(run().output).not.toContain(password)
          expect(run().output).not.toMatch(/file-descriptor|tcp-socket/)
        })
      },
    })
  })

  test.each(['30', '29'] as const)('Jest %s: NODE_PG_FORCE_NATIVE', async (jest) => {
    const run = await runJest({
      jest,
      files: { 'clean.test.js': perTest, 'leaking.test.js': leaking },
      config: { preset: 'jest-leakguard/strict' },
      env: { NODE_PATH: modules, NODE_PG_FORCE_NATIVE: '1' },
      args: ['-i'],
    })
    expect(run.file('clean.test.js')).toMatchObject({ status: 'passed', message: '' })
    expect(reportedLeaks(run.file('leaking.test.js').message)).toMatchObject([
      {
        headline: 'this test leaked a PostgreSQL pool: it was created here and never ended',
        opened: 'leaking.test.js:4',
        help: '`await pool.end()` in `afterEach`',
      },
    ])
    expect(run).toMatchObject({ code: 1, timedOut: false })
    expect(run.output).toMatch(/^Leaks: {7}1 failed$/m)
    expect(run.output).not.toContain('jest-leakguard: ')
  })
}
