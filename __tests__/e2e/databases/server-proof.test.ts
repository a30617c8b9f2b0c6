import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { Client } from 'pg'

import { type PostgresServer, startPostgres } from '../../../examples/support/postgres-server'
import strict from '../../../src/strict'
import { postgres } from '../support/servers/postgres'
import { runJest } from '../support/run/run-jest'
import { openDatabase, type TestDatabase } from '../support/servers/test-database'

const secret = 'never-to-be-printed'

let database: TestDatabase
beforeAll(async () => {
  database = await openDatabase()
})
afterAll(() => database.close())

const environment = (): Record<string, string> => ({
  PGHOST: postgres.host,
  PGPORT: String(postgres.port),
  PGUSER: postgres.user,
  PGDATABASE: database.name,
  PGPASSWORD: secret,
})

const leaking = `
  const { Pool } = require('pg')
  test('leaves a pool', async () => {
    const pool = new Pool({ max: 3 })
    await Promise.all([1, 2, 3].map(() => pool.query('select pg_sleep(0.01)')))
  })
  test('leaves a transaction', async () => {
    const client = await new Pool().connect()
    await client.query('BEGIN')
  })`

const clean = `
  const { Pool } = require('pg')
  const tag = 'select application_name as name from pg_stat_activity where pid = pg_backend_pid()'
  test('ends its pool', async () => {
    const pool = new Pool()
    const { rows } = await pool.query(tag)
    await pool.end()
    expect(rows).toEqual([{ name: process.env.PGAPPNAME }])
    expect(process.env.PGAPPNAME).toMatch(/^lg:w1:\\d+:\\w+\\/clean.test.js$/)
  })`

const project = (name: string, leakguard: object) => ({
  displayName: name,
  preset: 'jest-leakguard',
  roots: [`<rootDir>/${name}`],
  testEnvironmentOptions: { leakguard },
})

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('what the server saw is told for each file that left connections, and for the run', async () => {
    const run = await runJest({
      jest,
      files: {
        'file/leaking.test.js': leaking,
        'file/clean.test.js': clean,
        'strict/leaking.test.js': leaking,
        'strict/clean.test.js': clean,
      },
      config: {
        preset: 'jest-leakguard',
        projects: [
          project('file', { postgres: {} }),
          // A config's options replace those of a preset.
          project('strict', { ...strict, postgres: {} }),
        ],
      },
      args: ['-i'],
      env: environment(),
    })
    expect(run.json).toMatchObject({ numFailedTests: 4, numPassedTests: 2 })
    expect(run.output).toMatch(
      /^PostgreSQL: {2}\d+ connections? before, \d+ at most, \d+ after; headroom \d+ of 97$/m,
    )
    for (const name of ['file', 'strict']) {
      // How soon the server forgets them is its own business.
      expect(run.output).toMatch(
        new RegExp(
          `${name}/leaking\\.test\\.js: initial \\d, after \\d: 4 leaked \\(\\d idle in transaction\\); \\d once closed$`,
          'm',
        ),
      )
    }
    expect(run.output).not.toContain('clean.test.js: initial')
    expect(run.output).not.toContain(secret)
    await expect(database.connectionsLeft()).resolves.toBe(0)
  })
})

test('connections that stay are told of, and are not the next file’s', async () => {
  const run = await runJest({
    files: { 'warned/a.test.js': leaking, 'warned/b.test.js': leaking, 'warned/clean.test.js': clean },
    config: {
      preset: 'jest-leakguard',
      projects: [project('warned', { postgres: {}, types: { '*': 'warn' } })],
    },
    args: ['-i', '--forceExit'],
    env: environment(),
  })
  expect(run.json).toMatchObject({ numFailedTests: 0, numPassedTests: 5 })
  const told = [
    ...run.output.matchAll(/: initial (\d+), after \d+: (\d+) leaked \(\d idle in transaction\)$/gm),
  ]
  expect(told.map(([, , leaked]) => leaked)).toEqual(['4', '4'])
  const [first, second] = told.map(([, initial]) => Number(initial)).sort((a, b) => a - b)
  expect(first).toBeLessThan(4)
  expect(second).toBeGreaterThanOrEqual(4)
})

test('sessions that have a name of their own are known by their port', async () => {
  const named = `
    const { Client } = require('pg')
    test('leaves a client', () => new Client({ application_name: 'billing' }).connect())`
  const run = await runJest({
    files: { 'async/a.test.js': named, 'file/b.test.js': named },
    config: {
      preset: 'jest-leakguard',
      projects: [project('async', { postgres: {} }), project('file', { postgres: {}, attribution: 'file' })],
    },
    args: ['-i'],
    env: { ...environment(), PGAPPNAME: 'mine', PGHOST: 'localhost' },
  })
  expect(run.output).toMatch(/async\/a\.test\.js: initial \d, after \d: 1 leaked; \d once closed$/m)
  expect(run.output).toMatch(/file\/b\.test\.js: initial \d, after \d: 1 leaked; \d once closed$/m)
  // Our own connection is nobody's leak.
  expect(run.output).toMatch(/^Leaks: {7}2 failed$/m)
})

describe('a server that does not let us count is one line, without secrets', () => {
  let server: PostgresServer
  let rules: string

  beforeAll(async () => {
    rules = await mkdtemp(path.join(tmpdir(), 'leakguard-pg-rules-'))
    const file = path.join(rules, 'hba.conf')
    await writeFile(file, 'host all postgres all trust\nhost all all all scram-sha-256\n')
    // The server may be another user's.
    await chmod(rules, 0o755)
    // Its rules are ours to make only where the server is ours; this environment is a copy.
    delete process.env['TEST_PG_URL']
    server = await startPostgres({ settings: { hba_file: file } })
    const client = new Client({ connectionString: server.url })
    await client.connect()
    await client.query("create role guest login password 'right'")
    await client.end()
  })
  afterAll(async () => {
    await server.stop()
    await rm(rules, { recursive: true })
  })

  test('with a reporter', async () => {
    const passing = `test('passes', () => {})`
    const names = ['refused', 'wrong'] as const
    const run = await runJest({
      files: Object.fromEntries(
        names.flatMap((name) => ['a', 'b'].map((file) => [`${name}/${file}.test.js`, passing])),
      ),
      config: {
        preset: 'jest-leakguard',
        projects: [
          project('refused', {
            postgres: { connectionString: `postgres://me:${secret}@127.0.0.1:1/orders` },
          }),
          project('wrong', {
            postgres: { connectionString: `postgres://guest:${secret}@127.0.0.1:${server.port}/postgres` },
          }),
        ],
      },
      args: ['-w', '2'],
    })
    expect(run.code).toBe(0)
    const told = run.output.split('\n').filter((line) => line.includes('PostgreSQL'))
    expect(told.sort()).toEqual([
      'PostgreSQL:  connections were not counted: connect ECONNREFUSED 127.0.0.1:1',
      'PostgreSQL:  connections were not counted: password authentication failed for user "guest"',
    ])
    expect(run.output).not.toContain(secret)
  })

  test('without a driver, and without a reporter', async () => {
    const run = await runJest({
      jest: 'pnpm30',
      files: { 'a.test.js': `test('passes', () => {})`, 'b.test.js': `test('passes', () => {})` },
      config: {
        testEnvironment: 'jest-leakguard/environment',
        testEnvironmentOptions: { leakguard: { postgres: {} } },
      },
      args: ['-i'],
    })
    expect(run.code).toBe(0)
    expect(run.output.split('\n').filter((line) => line.includes('jest-leakguard:'))).toEqual([
      'jest-leakguard: PostgreSQL: connections were not counted: `pg` is not installed in the project',
    ])
  })
})
