import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'

import { onlyIf } from '../../support/only-if'
import { installLibraries } from '../support/install/libraries'
import { isReachable } from '../support/servers/reachable'
import { createFixture, type Fixture, runJest } from '../support/run/run-jest'

const secret = 'never-to-be-printed'

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries()
})

/** A project that has these packages installed itself: counting uses its own driver. */
async function projectWith(
  packages: readonly string[],
  files: Record<string, string>,
  leakguard: object,
): Promise<Fixture> {
  const fixture = await createFixture({
    files,
    config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard } },
  })
  await mkdir(path.join(fixture.root, 'node_modules'))
  for (const name of packages) {
    await symlink(path.join(libraries, name), path.join(fixture.root, 'node_modules', name))
  }
  return fixture
}

const mysql = {
  'leaking.test.js': `
    const mysql = require('mysql2/promise')
    const address = { host: '127.0.0.1', user: 'root', database: 'test' }
    test('leaves a pool and a transaction', async () => {
      await mysql.createPool(address).query('select 1')
      const connection = await mysql.createConnection(address)
      await connection.query('create temporary table t (a int) engine=innodb')
      await connection.query('begin')
      await connection.query('insert into t values (1)')
      await new Promise((done) => setTimeout(done, 300))
    })`,
  'clean.test.js': `
    const mysql = require('mysql2/promise')
    test('ends its connection', async () => {
      const connection = await mysql.createConnection({ host: '127.0.0.1', user: 'root' })
      await connection.end()
    })`,
}

const { test: withMysql } = onlyIf(isReachable(3306), 'no MySQL server answers on 127.0.0.1:3306')
withMysql('MySQL, with a server on 127.0.0.1:3306', async () => {
  const fixture = await projectWith(['mysql2'], mysql, { mysql: {} })
  const run = await fixture.run({ args: ['-i'] })
  expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 1 })
  expect(run.output).toMatch(
    /^MySQL: {7}\d+ connections? before, \d+ at most, \d+ after; headroom \d+ of \d+$/m,
  )
  expect(run.output).toMatch(
    /leaking\.test\.js: initial 0, after 2: 2 leaked \(1 idle in transaction\); \d once closed$/m,
  )
  expect(run.output).not.toContain('clean.test.js: initial')
  expect(run).toMatchObject({ timedOut: false, leftProcesses: false })
})

const redisWith = (open: string) => ({
  'leaking.test.js': `
    test('leaves a client in a transaction', async () => {
      const client = ${open}
      await client.${open.includes('ioredis') ? `call('MULTI')` : `sendCommand(['MULTI'])`}
      await new Promise((done) => setTimeout(done, 300))
    })`,
  'clean.test.js': `
    test('quits', async () => {
      const client = ${open}
      await client.ping()
      await client.quit()
    })`,
})

const { test: withRedis } = onlyIf(isReachable(6379), 'no Redis server answers on 127.0.0.1:6379')
withRedis.each([
  ['ioredis', `new (require('ioredis').Redis)(6379, '127.0.0.1')`],
  ['redis', `await require('redis').createClient({ url: 'redis://127.0.0.1:6379' }).connect()`],
])('Redis by %s, with a server on 127.0.0.1:6379', async (name, open) => {
  const fixture = await projectWith([name], redisWith(open), {
    redis: { connectionString: 'redis://127.0.0.1:6379' },
  })
  const run = await fixture.run({ args: ['-i'] })
  expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 1 })
  expect(run.output).toMatch(
    /^Redis: {7}\d+ connections? before, \d+ at most, \d+ after; headroom \d+ of \d+$/m,
  )
  expect(run.output).toMatch(
    /leaking\.test\.js: initial 0, after 1: 1 leaked \(1 idle in transaction\); 0 once closed$/m,
  )
  expect(run.output).not.toContain('clean.test.js: initial')
  expect(run).toMatchObject({ timedOut: false, leftProcesses: false })
})

const passing = { 'a.test.js': `test('passes', () => {})`, 'b.test.js': `test('passes', () => {})` }

test.each([
  ['mysql2', { mysql: { connectionString: `mysql://me:${secret}@127.0.0.1:1/orders` } }, 'MySQL: '],
  ['ioredis', { redis: { connectionString: `redis://:${secret}@127.0.0.1:1` } }, 'Redis: '],
  ['redis', { redis: { connectionString: `redis://:${secret}@127.0.0.1:1` } }, 'Redis: '],
])('a server that %s cannot reach is one line, without secrets', async (name, options, label) => {
  const fixture = await projectWith([name], passing, options)
  const run = await fixture.run({ args: ['-i'] })
  expect(run).toMatchObject({ code: 0, timedOut: false })
  expect(run.output.split('\n').filter((line) => line.startsWith(label))).toEqual([
    `${label.padEnd(13)}connections were not counted: connect ECONNREFUSED 127.0.0.1:1`,
  ])
  expect(run.output).not.toContain(secret)
})

test('without a driver it is one line each', async () => {
  const run = await runJest({
    files: passing,
    config: { preset: 'jest-leakguard', testEnvironmentOptions: { leakguard: { mysql: {}, redis: {} } } },
    args: ['-i'],
  })
  expect(run.code).toBe(0)
  expect(run.output).toContain('connections were not counted: `mysql2` is not installed in the project')
  expect(run.output).toContain(
    'connections were not counted: `ioredis` (or `redis`) is not installed in the project',
  )
})
