import { bothPresets } from '../support/cases/describe-types'
import type { JestRun } from '../support/run/jest-run'
import { postgres } from '../support/servers/postgres'
import { type ReportedLeak, reportedLeaks } from '../support/cases/reported-leaks'
import { createFixture, runJest } from '../support/run/run-jest'

const config = JSON.stringify(postgres)

/** Opens a pool, an agent or a database with every call. */
const helpers = `
  const http = require('node:http')
  const { Pool } = require('pg')
  const Database = require(process.env.BETTER_SQLITE3)

  exports.queryOnce = async (text) => {
    const pool = new Pool(${config}) // pool
    try {
      return await pool.query(text)
    } finally {
      await pool.end()
    }
  }
  exports.queryAndForget = async (text) => {
    return new Pool(${config}).query(text) // forgotten
  }
  exports.request = (port, agent) =>
    new Promise((done) => http.get({ port, agent }, (response) => response.resume().on('end', done)))
  exports.requestOnce = async (port) => {
    const agent = new http.Agent({ keepAlive: true }) // agent
    await exports.request(port, agent)
    agent.destroy()
  }
  exports.countRows = (file) => {
    const db = new Database(file) // database
    try {
      return db.prepare('select count(*) as n from sqlite_master').get().n
    } finally {
      db.close()
    }
  }
  exports.Pool = Pool
  exports.times = async (n, fn) => {
    for (let i = 0; i < n; i++) await fn()
  }`

const source = `
  const http = require('node:http')
  const { countRows, Pool, queryAndForget, queryOnce, request, requestOnce, times } = require('../helpers.cjs')

  describe('pools', () => {
    test('one per call', () => times(8, () => queryOnce('select 1')))
    test('as many as the limit allows', () => times(5, () => queryOnce('select 1')))
    test('one for all calls', async () => {
      const pool = new Pool(${config})
      await times(8, () => pool.query('select 1'))
      await pool.end()
    })
    test('many at the same time', async () => {
      const pools = Array.from({ length: 8 }, () => new Pool(${config}))
      await Promise.all(pools.map((pool) => pool.query('select 1')))
      await Promise.all(pools.map((pool) => pool.end()))
    })
    test('never used', () => times(8, () => new Pool(${config}).end()))
    test('one per call, forgotten', async () => {
      await queryAndForget('select 1')
      await queryAndForget('select 2')
      await queryAndForget('select 3')
    })
    // @leakguard-allow connection-churn: it tests the life of a pool
    test('allowed', () => times(8, () => queryOnce('select 1')))
  })

  describe('a pool of its own for each test', () => {
    let pool
    beforeEach(() => {
      pool = new Pool(${config})
    })
    afterEach(() => pool.end())
    test.each([1, 2, 3, 4, 5, 6, 7, 8])('test %d', () => pool.query('select 1'))
  })

  describe('a test that is run again', () => {
    let runs = 0
    jest.retryTimes(3)
    afterAll(() => jest.retryTimes(0))
    test('succeeds in the end', async () => {
      await times(4, () => queryOnce('select 1'))
      if (++runs < 3) throw new Error('not yet')
    })
  })

  describe('a server with a pool per request', () => {
    let server
    beforeAll(async () => {
      server = http.createServer((_request, response) => {
        const pool = new Pool(${config}) // in a handler
        pool.query('select 1').then(() => pool.end()).then(() => response.end())
      })
      await new Promise((done) => server.listen(0, done))
    })
    afterAll(() => new Promise((done) => server.close(done)))
    test('answers', () => times(7, () => request(server.address().port)))
  })

  describe('agents', () => {
    let server
    beforeAll(async () => {
      server = http.createServer((_request, response) => response.end())
      await new Promise((done) => server.listen(0, done))
    })
    afterAll(() => new Promise((done) => server.close(done)))
    test('one per request', () => times(8, () => requestOnce(server.address().port)))
    test('one for all requests', async () => {
      const agent = new http.Agent({ keepAlive: true })
      await times(8, () => request(server.address().port, agent))
      agent.destroy()
    })
  })

  describe('databases', () => {
    test('opened for each call', () => times(8, () => countRows(__filename + '.db')))
    test('in memory', () => times(8, () => countRows(':memory:')))
  })`

const limit = '5 for one owner (`churnLimit`)'
const help = 'create one, in `beforeAll` or with what uses it, reuse it, and close it in `afterAll`'

const churn = (what: string, opened: string) => ({
  headline: `made ${what}: they were created here and closed one after the other`,
  rows: { limit, help },
  opened,
})

const helperLine = (mark: string): string => `helpers.cjs:${lineOf(helpers, mark)}`

function lineOf(text: string, mark: string): number {
  return text.split('\n').findIndex((line) => line.endsWith(` // ${mark}`)) + 1
}

const found = (leaks: readonly ReportedLeak[]) =>
  Object.fromEntries(
    leaks.map(({ owner, headline, rows, opened }) => [
      owner,
      { headline: headline.replace(/^.*this (test|describe block) /, ''), rows, opened },
    ]),
  )

const forgotten = {
  headline: 'leaked 3 PostgreSQL pools: they were created here and never ended',
  rows: expect.objectContaining({
    help: 'make one pool and reuse it; `await pool.end()` in `afterEach`',
  }) as Record<string, string>,
  opened: helperLine('forgotten'),
}

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      jest,
      files: {
        'helpers.cjs': helpers,
        'default/churn.test.js': source,
        'strict/churn.test.js': source,
      },
      config: bothPresets,
      args: ['-i'],
      env: { BETTER_SQLITE3: require.resolve('better-sqlite3') },
    })
  })

  test('strict: what is made again and again is told, also when each was closed', () => {
    const file = run.file('strict/churn.test.js')
    expect(found(reportedLeaks(file.message))).toEqual({
      'pools › one per call': churn('8 PostgreSQL pools', helperLine('pool')),
      'pools › one per call, forgotten': forgotten,
      'agents › one per request': churn('8 keep-alive agents', helperLine('agent')),
      'databases › opened for each call': churn('8 SQLite databases', helperLine('database')),
      'a server with a pool per request › answers': churn(
        '7 PostgreSQL pools',
        `strict/churn.test.js:${lineOf(source, 'in a handler')}`,
      ),
    })
    expect(file.assertionResults.filter(({ status }) => status === 'failed')).toHaveLength(5)
  })

  test('default: what is closed is nobody’s leak', () => {
    const file = run.file('default/churn.test.js')
    expect(found(reportedLeaks(file.message))).toEqual({ 'pools › one per call, forgotten': forgotten })
  })

  test('nothing of ours went wrong', () => {
    expect(run.output).not.toContain('jest-leakguard: ')
    expect(run).toMatchObject({ code: 1, timedOut: false })
  })
})

test('the limit is the project’s to set', async () => {
  const fixture = await createFixture({
    files: {
      'helpers.cjs': helpers,
      'test/a.test.js': `
        const { queryOnce, times } = require('../helpers.cjs')
        test('three', () => times(3, () => queryOnce('select 1')))`,
    },
    config: {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { churnLimit: 2, types: { 'connection-churn': 'warn' } } },
    },
  })
  const run = await fixture.run({ env: { BETTER_SQLITE3: require.resolve('better-sqlite3') } })
  expect(run.code).toBe(0)
  expect(run.output).toContain(`3 × connection-churn, opened at ${helperLine('pool')} in test/a.test.js`)
})
