import { onlyIf } from '../../support/only-if'
import { installLibraries } from '../support/install/libraries'
import { createFixture } from '../support/run/run-jest'
import { outcomesOf, runInFourModes } from '../support/run/four-modes'
import { type BreakingProxy, startBreakingProxy } from '../support/servers/breaking-proxy'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'

/** What a client says where its connection is to be reset. */
const lastWords = 'please break'

interface Database {
  readonly address: { readonly host: string; readonly port: number }
  /** What a client says as it ends. */
  readonly farewell: string | Buffer
  /** Declares `open()`, `ask(client, text)`, `end(client)` and `killed(client)`: its server ends it. */
  readonly prelude: string
}

const databases: Readonly<Record<string, Database>> = {
  PostgreSQL: {
    address: postgres,
    farewell: Buffer.from([0x58, 0, 0, 0, 4]),
    prelude: `
      const { Pool } = require('pg')
      const config = { ...${JSON.stringify(postgres)}, port }
      const open = () => new Pool({ ...config, max: 1 }).on('error', () => {})
      const ask = (pool, text) => pool.query('select $1::text', [text])
      const end = (pool) => pool.end()
      const killed = (pool) => pool.query('select pg_terminate_backend(pg_backend_pid())')`,
  },
  MariaDB: {
    address: { host: '127.0.0.1', port: 3306 },
    farewell: Buffer.from([1, 0, 0, 0, 1]),
    prelude: `
      const mysql = require(libraries + '/mysql2/promise')
      const open = () => mysql.createPool({ host: '127.0.0.1', user: 'root', port, connectionLimit: 1 })
      const ask = (pool, text) => pool.query('select ?', [text])
      const end = (pool) => pool.end()
      const killed = async (pool) => {
        const [[{ id }]] = await pool.query('select connection_id() as id')
        await pool.query('kill ' + id)
      }`,
  },
  Redis: {
    address: { host: '127.0.0.1', port: 6379 },
    farewell: 'quit',
    prelude: `
      const Redis = require(libraries + '/ioredis').Redis
      const open = () =>
        new Redis({ host: '127.0.0.1', port, retryStrategy: () => null, maxRetriesPerRequest: 0 }).on('error', () => {})
      const ask = (client, text) => client.get(text)
      const end = (client) => client.quit()
      const killed = async (client) => client.call('CLIENT', 'KILL', 'ID', await client.call('CLIENT', 'ID'), 'SKIPME', 'no')`,
  },
}

/** Every test ends what it opens, but for one: it leaks a timer. */
const source = (prelude: string, port: number, libraries: string): string => `
  const { setTimeout: sleep } = require('node:timers/promises')
  const [port, libraries] = [${port}, ${JSON.stringify(libraries)}]
  ${prelude}
  const settled = (promise) => promise.then(() => 'done', () => 'failed')
  test('is cut off in the middle of a question', async () => {
    const client = open()
    await ask(client, 'hello')
    expect(await settled(ask(client, '${lastWords}'))).toBe('failed')
    await settled(end(client))
  })
  test('is cut off with a question that nobody waits for', async () => {
    const client = open()
    await ask(client, 'hello')
    void settled(ask(client, '${lastWords}'))
    await sleep(50)
    void settled(end(client))
  })
  test('is cut off by its server', async () => {
    const client = open()
    await settled(killed(client))
    await settled(end(client))
  })
  test('says farewell to a server that is gone', async () => {
    const client = open()
    await ask(client, 'hello')
    void settled(end(client))
  })
  test('leaks', () => {
    setInterval(() => {}, 1000)
  })
  test('is clean', () => sleep(50))`

let libraries: string
const proxies: BreakingProxy[] = []
beforeAll(async () => {
  libraries = await installLibraries()
})
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close()
})

describe.each(Object.entries(databases))('%s', (name, { address, farewell, prelude }) => {
  const isThere = name === 'PostgreSQL' || isReachable(address.port)
  const { test: withServer } = onlyIf(isThere, `no ${name} answers on 127.0.0.1:${String(address.port)}`)

  withServer('connections that are reset harm nobody, and cost no verdict', async () => {
    const proxy = await startBreakingProxy(address, [lastWords, farewell])
    proxies.push(proxy)
    const files = { 'a.test.js': source(prelude, proxy.port, libraries) }
    const runs = await runInFourModes({ files })

    expect(proxy.broken()).toBeGreaterThanOrEqual(4 * 3)
    expect(outcomesOf(runs.warn)).toEqual(outcomesOf(runs.plain))
    expect(runs.plain).toMatchObject({ code: 0 })
    for (const run of [runs.default, runs.strict]) {
      expect(run.stderr).not.toContain('jest-leakguard: ')
      expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 5 })
      expect(run.messageOf('leaks')).toContain('LeakError: this test leaked a timer')
    }
  })
})

test('a count whose connection is reset is one warning, and the verdicts stand', async () => {
  const proxy = await startBreakingProxy(postgres, ['pg_stat_activity'])
  proxies.push(proxy)
  const { user, database } = postgres
  const fixture = await createFixture({
    files: {
      'a.test.js': `
        const { Client } = require('pg')
        test('leaks', () => {
          setInterval(() => {}, 1000)
        })
        test('asks', async () => {
          const client = new Client(${JSON.stringify(postgres)})
          await client.connect()
          await client.end()
        })`,
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: {
        leakguard: {
          postgres: { connectionString: `postgres://${user}@127.0.0.1:${String(proxy.port)}/${database}` },
        },
      },
    },
  })
  const run = await fixture.run({ args: ['-i'] })

  expect(proxy.broken()).toBeGreaterThan(0)
  expect(run.json).toMatchObject({ numFailedTests: 1, numPassedTests: 1 })
  expect(run.messageOf('leaks')).toContain('LeakError: this test leaked a timer')
  expect(run.output).toMatch(/^PostgreSQL: +connections were not counted: read ECONNRESET$/m)
  expect(run.output).not.toContain('jest-leakguard: ')
})
