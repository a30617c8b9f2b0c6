import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

import { expectLeaks } from '../support/cases/expect-leaks'
import type { JestRun } from '../support/run/jest-run'
import { type ExpectedLeak, filesOf, type LeakCase, type LeakOwner } from '../support/cases/leak-cases'
import { postgres } from '../support/servers/postgres'
import { createFixture, runJest } from '../support/run/run-jest'

const config = JSON.stringify(postgres)

const leakedPool = (owner: LeakOwner, mark?: string): ExpectedLeak => ({
  owner,
  headline: `${owner === 'file' ? 'this file' : 'this test'} leaked a PostgreSQL pool: it was created here and never ended`,
  help: `\`await pool.end()\` in \`${owner === 'file' ? 'afterAll' : 'afterEach'}\``,
  ...(mark === undefined ? {} : { mark }),
})

const cases: readonly LeakCase[] = [
  {
    name: 'pg after resetModules',
    source: `
      beforeEach(() => jest.resetModules())
      test('leaks', async () => {
        const { Pool } = require('pg')
        await new Pool(${config}).query('select 1') // opened
      })
      test('is clean', async () => {
        const { Pool } = require('pg')
        const pool = new Pool(${config})
        await pool.query('select 1')
        await pool.end()
      })
      test('leaks once more', async () => {
        const { Pool } = require('pg')
        await new Pool(${config}).query('select 1') // opened again
      })`,
    leaks: [leakedPool({ test: 'leaks' }), leakedPool({ test: 'leaks once more' }, 'opened again')],
  },
  {
    name: 'pg in isolateModules',
    source: `
      const isolated = () => {
        let pg
        jest.isolateModules(() => { pg = require('pg') })
        return pg
      }
      test('leaks', async () => {
        await new (isolated().Pool)(${config}).query('select 1') // opened
      })
      test('is clean', async () => {
        const pool = new (isolated().Pool)(${config})
        await pool.query('select 1')
        await pool.end()
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
  {
    name: 'two copies of pg',
    source: `
      const { Pool } = require('pg')
      const { Pool: OtherPool } = require('./vendor/node_modules/pg')
      test('they are two', () => {
        expect(OtherPool).not.toBe(Pool)
        expect(require.resolve('./vendor/node_modules/pg')).not.toBe(require.resolve('pg'))
      })
      test('leaks', async () => {
        await new OtherPool(${config}).query('select 1') // opened
      })
      test('is clean', async () => {
        const pools = [new Pool(${config}), new OtherPool(${config})]
        await Promise.all(pools.map((pool) => pool.query('select 1')))
        await Promise.all(pools.map((pool) => pool.end()))
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
  {
    name: 'wrapped pg',
    source: `
      const { Pool } = require('pg')
      class Database {
        constructor() {
          this.pool = new Pool(${config}) // opened
        }
        query(text) {
          return this.pool.query(text)
        }
        close() {
          return this.pool.end()
        }
      }
      class Orders extends Database {}
      test('leaks', async () => {
        await new Orders().query('select 1')
      })
      test('is clean', async () => {
        const orders = new Orders()
        await orders.query('select 1')
        await orders.close()
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
  {
    name: 'pool in a proxy',
    source: `
      const { Pool } = require('pg')
      const traced = (pool) => new Proxy(pool, { get: (target, key) => Reflect.get(target, key, target) })
      test('leaks', async () => {
        const pool = traced(new Pool(${config})) // opened
        await pool.query('select 1')
      })
      test('is clean', async () => {
        const pool = traced(new Pool(${config}))
        const client = await pool.connect()
        client.release()
        await pool.end()
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
  {
    name: 'pg mocked automatically',
    source: `
      jest.mock('pg')
      const { Client, Pool } = require('pg')
      test('the mock is left alone', async () => {
        const pool = new Pool(${config})
        pool.query.mockResolvedValue({ rows: [1] })
        await expect(pool.query('select 1')).resolves.toEqual({ rows: [1] })
        expect(Pool).toHaveBeenCalledTimes(1)
        expect(pool.end).not.toHaveBeenCalled()
        new Client().connect()
      })
      test('leaks', async () => {
        const { Pool } = jest.requireActual('pg')
        await new Pool(${config}).query('select 1') // opened
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
  {
    name: 'pg mocked by hand',
    source: `
      jest.mock('pg', () => {
        const { EventEmitter } = require('node:events')
        class Pool extends EventEmitter {
          totalCount = 1
          idleCount = 0
          waitingCount = 0
          ended = false
          connect = jest.fn(async () => ({ query: jest.fn(), release: jest.fn() }))
          query = jest.fn(async () => ({ rows: [] }))
          end = jest.fn()
          _acquireClient() {}
          _pulseQueue() {}
        }
        return { Pool }
      })
      const { Pool } = require('pg')
      test('the mock is left alone', async () => {
        const pool = new Pool()
        const client = await pool.connect()
        await client.query('BEGIN')
        expect(client.query).toHaveBeenCalledTimes(1)
        expect(pool.connect).toHaveBeenCalledTimes(1)
        expect(pool.end).not.toHaveBeenCalled()
      })`,
    leaks: [],
  },
  {
    name: 'pg spied on',
    source: `
      const { Client, Pool } = require('pg')
      afterEach(() => jest.restoreAllMocks())
      test('leaks', async () => {
        const connect = jest.spyOn(Pool.prototype, 'connect')
        await new Pool(${config}).query('select 1') // opened
        expect(connect).toHaveBeenCalledTimes(1)
      })
      test('is clean', async () => {
        const query = jest.spyOn(Client.prototype, 'query')
        const pool = new Pool(${config})
        await pool.query('select 1')
        await pool.end()
        expect(query).toHaveBeenCalledTimes(1)
      })`,
    leaks: [leakedPool({ test: 'leaks' })],
  },
]

const esm: LeakCase = {
  name: 'esm',
  source: `
    import pg, { Client } from 'pg'
    const pool = new pg.Pool(${config})
    afterAll(() => pool.end())
    const forgotten = new pg.Pool(${config}) // of the file
    beforeAll(() => forgotten.query('select 1'))
    test('leaks', async () => {
      await new pg.Pool(${config}).query('select 1') // of the test
    })
    test('loads it lazily and leaks', async () => {
      const { Pool } = await import('pg')
      await new Pool(${config}).query('select 1') // lazily
    })
    test('is clean', async () => {
      await pool.query('select 1')
      const client = new Client(${config})
      await client.connect()
      await client.end()
    })`,
  leaks: [
    leakedPool({ test: 'leaks' }, 'of the test'),
    leakedPool({ test: 'loads it lazily and leaks' }, 'lazily'),
    leakedPool('file', 'of the file'),
  ],
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    const fixture = await createFixture({ jest, files: filesOf(cases) })
    const installed = createRequire(path.join(fixture.root, 'package.json'))
    const packages = path.resolve(installed.resolve('pg/package.json'), '../..')
    for (const name of ['pg', 'pg-pool']) {
      await cp(path.join(packages, name), path.join(fixture.root, 'vendor/node_modules', name), {
        recursive: true,
      })
    }
    run = await fixture.run({ args: ['-i'] })
  })

  test.each(cases)('$name', (leakCase) => {
    expectLeaks(run, leakCase)
  })

  test('nothing of ours went wrong', () => {
    expect(run.output).not.toContain('jest-leakguard: ')
    expect(run).toMatchObject({ code: 1, timedOut: false, leftProcesses: false })
  })

  test('ES modules', async () => {
    const esmRun = await runJest({
      jest,
      files: { ...filesOf([esm]), 'package.json': '{ "type": "module" }' },
      config: false,
      args: ['--preset=jest-leakguard', '--transform={}'],
      env: { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    })
    expectLeaks(esmRun, esm)
  })
})

test('no driver is installed: the rest works, and a virtual mock of it', async () => {
  const run = await runJest({
    jest: 'pnpm30',
    files: {
      'a.test.js': `
        jest.mock('pg', () => ({ Pool: class Pool {} }), { virtual: true })
        test('is clean', () => { new (require('pg').Pool)() })
        test('leaks', () => { setInterval(() => {}, 1000) })`,
    },
  })
  expect(run.test('is clean').status).toBe('passed')
  expect(run.messageOf('leaks')).toContain('LeakError: this test leaked a timer')
  expect(run.output).not.toContain('jest-leakguard: ')
})
