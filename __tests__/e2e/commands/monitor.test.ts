import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

import { Client } from 'pg'

import { eventually } from '../../../src/fixtures'
import { installLibraries } from '../support/install/libraries'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { commandOf, runLeakguard } from '../support/run/run-leakguard'
import { openDatabase, type TestDatabase } from '../support/servers/test-database'

const password = 'never-to-be-printed'

interface Look {
  readonly sessions: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[]
  readonly stuck: readonly string[]
  readonly headroom: number
}

let fixture: Fixture
let libraries: string

beforeAll(async () => {
  libraries = await installLibraries()
  fixture = await createFixture({
    files: {
      'holds.test.js': `
        const fs = require('node:fs')
        const { Client } = require('pg')
        test('holds a transaction for as long as it is looked at', async () => {
          const client = new Client()
          await client.connect()
          await client.query('BEGIN')
          await client.query("select 'secret literal'")
          fs.writeFileSync(__dirname + '/held', '')
          while (fs.existsSync(__dirname + '/held')) await new Promise((done) => setTimeout(done, 20))
          await client.query('ROLLBACK')
          await client.end()
        })`,
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { postgres: {} } },
    },
  })
  // The first of a machine installs.
}, 400_000)

/** Makes a driver one of the fixture's own packages. */
async function give(owner: Fixture, driver: string): Promise<void> {
  await mkdir(path.join(owner.root, 'node_modules'), { recursive: true })
  await symlink(path.join(libraries, driver), path.join(owner.root, 'node_modules', driver), 'junction')
}

describe('PostgreSQL', () => {
  let database: TestDatabase
  let url: string
  beforeAll(async () => {
    database = await openDatabase()
    const { user, host, port } = postgres
    url = `postgres://${user}:${password}@${host}:${port}/${database.name}?application_name=x`
  })
  afterAll(() => database.close())

  /** Other test files use the same server. */
  const ofDatabase = (output: string): Look['sessions'] =>
    (JSON.parse(output) as Look).sessions.filter((session) => session['database'] === database.name)

  async function planted(): Promise<Client> {
    const { user, host, port } = postgres
    const client = new Client({ user, host, port, database: database.name, application_name: 'planted' })
    await client.connect()
    await client.query('BEGIN')
    await client.query("select 'a secret', 4711")
    return client
  }

  test('a session that is idle in a transaction is told with exit code 1, and one that is not with 0', async () => {
    const client = await planted()
    const args = ['monitor', '--once', '--database', url]
    const hit = await runLeakguard(fixture, [...args, '--idle', '0'])
    await client.query('ROLLBACK')
    const clean = await runLeakguard(fixture, [...args, '--idle', '60000'])
    await client.end()

    expect(hit.stdout).toMatch(
      /^PostgreSQL \w+@[\w.:]+\/\w+: \d+ sessions?, headroom \d+ of \d+, [1-9]\d* idle in/m,
    )
    expect(hit.stdout).toMatch(/^\d+ +planted +idle in transaction +[\d.]+ m?s +[\d.]+ m?s +select \?, …$/m)
    expect(hit.stdout).toMatch(
      /^planted \(session \d+\): idle in transaction for [\d.]+ m?s, last statement select \?, …$/m,
    )
    expect(hit).toMatchObject({ code: 1, stderr: '' })
    expect(clean.stdout).toMatch(/^\d+ +planted +idle +/m)
    expect(clean).toMatchObject({ code: 0, stderr: '' })
    for (const { output } of [hit, clean]) expect(output).not.toMatch(/never-to-be|a secret|4711'/)
  })

  test('as JSON, a session is told with the test file and the worker that opened it', async () => {
    const env = { PGHOST: postgres.host, PGPORT: String(postgres.port), PGUSER: postgres.user }
    const running = fixture.run({ args: ['holds'], env: { ...env, PGDATABASE: database.name } })
    await eventually(() => fixture.read('held'), { timeout: 30_000 })
    const looked = await runLeakguard(fixture, ['monitor', '--once', '--json', '--idle', '0'], {
      env: { ...env, PGDATABASE: database.name },
    })
    await rm(path.join(fixture.root, 'held'))
    const run = await running

    expect(run.json).toMatchObject({ numPassedTests: 1 })
    expect(looked).toMatchObject({ code: 1, stderr: '' })
    const held = ofDatabase(looked.stdout).filter(({ idleInTransaction }) => idleInTransaction === true)
    expect(held).toEqual([
      expect.objectContaining({
        file: 'holds.test.js',
        worker: 'w1',
        state: 'idle in transaction',
        statement: 'select ?',
        inState: expect.any(Number) as number,
      }),
    ])
    expect((JSON.parse(looked.stdout) as Look).stuck).toContain(held[0]?.id)
  })

  test('too few sessions are left', async () => {
    const args = ['monitor', '--once', '--database', url, '--idle', '3600000']
    const { code, stdout } = await runLeakguard(fixture, [...args, '--headroom', '100000'])

    expect(code).toBe(1)
    expect(stdout).toMatch(/^headroom: expected at least 100000, found \d+$/m)
  })

  test('the live view tells what changes, a line each, and Ctrl-C ends it with exit code 0', async () => {
    const child = spawn(
      process.execPath,
      [commandOf(fixture), 'monitor', '--database', url, '--interval', '50', '--idle', '0'],
      { cwd: fixture.root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const ended = once(child, 'exit')
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    try {
      await eventually(() => expect(output).toMatch(/^\d\d:\d\d:\d\d PostgreSQL .* headroom/m), {
        timeout: 20_000,
      })
      const client = await planted()
      await eventually(() => expect(output).toMatch(/^ +planted \(session \d+\): idle in transaction/m), {
        timeout: 20_000,
      })
      await client.end()
    } finally {
      child.kill('SIGINT')
    }

    expect(await ended).toEqual([0, null])
    expect(output).not.toContain(password)
    expect(output).not.toContain('\u001B')
  })

  test('a server that cannot be asked is exit code 2, with the reason and no password', async () => {
    const wrong = `postgres://nobody:${password}@127.0.0.1:1/none`
    const { code, stderr, stdout } = await runLeakguard(fixture, ['monitor', '--once', '--database', wrong])

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^leakguard monitor: the server could not be asked: connect ECONNREFUSED/)
    expect(stderr).not.toContain(password)
  })
})

test.each([
  ['mysql://root@127.0.0.1/test', '`mysql2` is not installed in', '`npm install --save-dev mysql2`'],
  ['redis://127.0.0.1', '`ioredis` or `redis` is not installed in', 'or `npm install --save-dev redis`'],
  [`oracle://a:${password}@host`, 'expected a URL such as postgres://', 'redis://'],
])('%s cannot be used here: one line that says what to do, exit code 64', async (url, ...words) => {
  const { code, stderr } = await runLeakguard(fixture, ['monitor', '--once', '--database', url])

  expect(code).toBe(64)
  for (const word of words) expect(stderr).toContain(word)
  expect(stderr).not.toContain(password)
})

const mysqlAnswers = isReachable(3306)
const redisAnswers = isReachable(6379)

describe('MariaDB', () => {
  if (!mysqlAnswers) test.skip('MySQL (skipped: no server answers on 127.0.0.1:3306)', () => undefined)
  else
    test('a session that is idle in a transaction, told from one that is only idle', async () => {
      await give(fixture, 'mysql2')
      const mysql = createRequire(path.join(libraries, 'x.js'))('mysql2/promise') as {
        createConnection(url: string): Promise<{
          query(sql: string): Promise<unknown>
          threadId: number
          end(): Promise<void>
        }>
      }
      const url = 'mysql://root@127.0.0.1:3306/test'
      const [stuck, idle] = await Promise.all([mysql.createConnection(url), mysql.createConnection(url)])
      await stuck.query('create table if not exists leakguard_monitor (id int) engine = innodb')
      await stuck.query('begin')
      await stuck.query('insert into leakguard_monitor values (4711)')
      const args = ['monitor', '--once', '--json', '--idle', '0', '--database', url]
      const hit = await runLeakguard(fixture, args)
      await stuck.query('rollback')
      const clean = await runLeakguard(fixture, [...args.slice(0, 3), '--idle', '60000', '--database', url])
      const ids = [stuck.threadId, idle.threadId]
      await stuck.query('drop table leakguard_monitor')
      await Promise.all([stuck.end(), idle.end()])

      const states = (output: string): unknown[] =>
        ids.map(
          (id) =>
            (JSON.parse(output) as Look).sessions.find((session) => session.id === String(id))?.['state'],
        )
      expect(states(hit.stdout)).toEqual(['idle in transaction', 'idle'])
      expect(hit).toMatchObject({ code: 1, stderr: '' })
      expect(states(clean.stdout)).toEqual(['idle', 'idle'])
      expect(clean).toMatchObject({ code: 0, stderr: '' })
    })
})

describe('Redis', () => {
  if (!redisAnswers) test.skip('Redis (skipped: no server answers on 127.0.0.1:6379)', () => undefined)
  else
    test.each(['redis', 'ioredis'])('by %s: a client that has begun a transaction', async (driver) => {
      const project = await createFixture({ files: {} })
      await give(project, driver)
      const { Redis } = createRequire(path.join(libraries, 'x.js'))('ioredis') as {
        Redis: new (
          port: number,
          host: string,
          options: object,
        ) => {
          call(...command: string[]): Promise<unknown>
          quit(): Promise<unknown>
        }
      }
      const client = new Redis(6379, '127.0.0.1', { connectionName: `planted-${driver}` })
      await client.call('MULTI')
      await client.call('SET', 'leakguard-monitor', 'a secret')
      const args = ['monitor', '--once', '--idle', '0', '--database', 'redis://127.0.0.1:6379']
      const hit = await runLeakguard(project, args)
      await client.call('DISCARD')
      const clean = await runLeakguard(project, [...args.slice(0, 2), '--idle', '60000', ...args.slice(4)])
      await client.quit()

      expect(hit.stdout).toMatch(
        /^Redis default@127\.0\.0\.1:6379: \d+ sessions?, headroom \d+ of \d+, [1-9]\d* idle/m,
      )
      expect(hit.stdout).toMatch(new RegExp(`^\\d+ +planted-${driver} +idle in transaction +.* set$`, 'm'))
      expect(hit).toMatchObject({ code: 1, stderr: '' })
      expect(clean.stdout).toMatch(new RegExp(`^\\d+ +planted-${driver} +idle `, 'm'))
      expect(clean).toMatchObject({ code: 0, stderr: '' })
      expect(hit.output).not.toContain('a secret')
    })
})
