import { postgres } from '../support/servers/postgres'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'
import { openDatabase, type TestDatabase } from '../support/servers/test-database'

const password = 'never-to-be-printed'

let database: TestDatabase
let other: TestDatabase
let fixture: Fixture
let url: string

/** A singleton over a pool; each case changes one line of it. */
const singleton = (database: string, lines: { instance?: string; reset?: string } = {}): string => `
  const { Pool } = require('pg')
  class DatabaseService {
    static #instance
    pool = new Pool({ ...${JSON.stringify(postgres)}, database: ${JSON.stringify(database)} })
    static getInstance() {
      return (DatabaseService.#instance ??= ${lines.instance ?? 'new DatabaseService()'})
    }
    ${
      lines.reset ??
      `static async resetInstance() {
        const old = DatabaseService.#instance
        DatabaseService.#instance = undefined
        await old?.pool.end()
      }`
    }
  }
  module.exports = { DatabaseService }`

beforeAll(async () => {
  database = await openDatabase()
  other = await openDatabase()
  const { user, host, port } = postgres
  url = `postgres://${user}:${password}@${host}:${port}/${database.name}`
  fixture = await createFixture({
    files: {
      'agrees.js': singleton(database.name),
      'elsewhere.js': singleton(other.name),
      'open.js': singleton(database.name, {
        reset: 'static resetInstance() { DatabaseService.#instance = undefined }',
      }),
      'not-awaited.js': singleton(database.name, {
        reset: `static resetInstance() {
          const old = DatabaseService.#instance
          DatabaseService.#instance = undefined
          setTimeout(() => old?.pool.end(), 60_000)
        }`,
      }),
      'remembers.js': singleton(database.name, {
        reset: 'static async resetInstance() { await DatabaseService.#instance?.pool.end() }',
      }),
      'no-reset.js': singleton(database.name, { reset: '' }),
      'throws.js': singleton(database.name, { instance: "(() => { throw new Error('no PGHOST') })()" }),
      'lazy.js': `
        exports.DatabaseService = {
          getInstance: () => ({}),
          resetInstance: () => undefined,
        }`,
      'dies.js': `
        exports.DatabaseService = {
          getInstance: () => process.exit(3),
          resetInstance: () => undefined,
        }`,
      'typed.ts': `
        import { Pool } from 'pg'
        enum State { open, closed }
        export default class Service {
          private static instance: Service | undefined
          private constructor(private readonly pool: Pool, readonly state: State = State.open) {}
          static getInstance(): Service {
            const config = ${JSON.stringify({ ...postgres, database: database.name })}
            return (Service.instance ??= new Service(new Pool(config)))
          }
          static async resetInstance(): Promise<void> {
            const old = Service.instance
            Service.instance = undefined
            await old?.pool.end()
          }
        }`,
      'module.mjs': `
        import pg from 'pg'
        let instance
        export const DatabaseService = {
          getInstance: () => (instance ??= { pool: new pg.Pool(${JSON.stringify({ ...postgres, database: database.name })}) }),
          resetInstance: async () => {
            const old = instance
            instance = undefined
            await old?.pool.end()
          },
        }
        await null`,
    },
    config: false,
  })
})

afterAll(async () => {
  await other.close()
  await database.close()
})

const doctor = (spec?: string, at = url) =>
  runLeakguard(fixture, ['doctor', '--database', at, ...(spec === undefined ? [] : ['--singleton', spec])])

const agreeing = (name: string): RegExp =>
  new RegExp(
    [
      String.raw`^ok  driver         pg 8\.\d+\.\d+`,
      String.raw`ok  server         PostgreSQL [\d.]+ at \w+@[\w.]+:\d+/\w+, headroom \d+ of \d+`,
      `ok  singleton      ${name}: 1 session at this server`,
      `ok  reset          ${name}.resetInstance\\(\\) has closed what was open`,
      'ok  next instance  another one\n$',
    ].join('\n'),
  )

test.each([
  ['./agrees#DatabaseService', 'DatabaseService'],
  ['./typed', 'Service'],
  ['./module.mjs#DatabaseService', 'an object'],
])('%s agrees with the server in everything', async (spec, name) => {
  const run = await doctor(spec)

  expect(run.stdout).toMatch(agreeing(name))
  expect(run).toMatchObject({ code: 0, stderr: '', leftProcesses: false })
  expect(run.output).not.toContain(password)
})

test('without a singleton the driver and the server are checked', async () => {
  const { code, stdout } = await doctor()

  expect(code).toBe(0)
  expect(stdout).toMatch(/^ok {2}driver .*\nok {2}server .*\n$/)
})

test.each([
  [
    './elsewhere#DatabaseService',
    /^NO {2}singleton {6}expected a session at \w+@[\w.]+:\d+\/e2e_\w+ once DatabaseService\.getInstance\(\) is done, found one at \w+@[\w.]+:\d+\/e2e_\w+: the singleton reads other settings/m,
  ],
  [
    './open#DatabaseService',
    /^NO {2}reset {10}expected no session after DatabaseService\.resetInstance\(\), found 1 session still at the server: await `pool\.end\(\)`/m,
  ],
  ['./not-awaited#DatabaseService', /^NO {2}reset .* found 1 session still at the server/m],
  [
    './remembers#DatabaseService',
    /^NO {2}next instance {2}expected a fresh instance from DatabaseService\.getInstance\(\) after the reset, found the one that was reset/m,
  ],
  [
    './no-reset#DatabaseService',
    /^NO {2}reset {10}expected DatabaseService\.resetInstance\(\), found no such method: add one/m,
  ],
  [
    './throws#DatabaseService',
    /^NO {2}singleton {6}expected DatabaseService\.getInstance\(\) to succeed, found an error: no PGHOST/m,
  ],
  [
    './lazy#DatabaseService',
    /^NO {2}singleton .*, found no connection by pg: if it connects with its first query/m,
  ],
  ['./dies#DatabaseService', /^NO {2}singleton .*, found it ended with 3/m],
  [
    './agrees#Database',
    /^NO {2}singleton .* the export that \.\/agrees#Database names, found \.\/agrees exports DatabaseService/m,
  ],
  ['./absent#DatabaseService', /^NO {2}singleton .*, found Cannot find module/m],
])('%s does not, and says what to do', async (spec, message) => {
  const run = await doctor(spec)

  expect(run.stdout).toMatch(message)
  // Nothing else is blamed.
  expect(run.stdout.match(/^NO /gm)).toHaveLength(1)
  expect(run).toMatchObject({ code: 1, leftProcesses: false })
  expect(run.output).not.toContain(password)
})

test('what it has opened is gone afterwards, also what no reset closes', async () => {
  await doctor('./open#DatabaseService')

  await expect(database.connectionsLeft()).resolves.toBe(0)
})

test('a server that cannot be asked is exit code 2, with the reason and no password', async () => {
  const { code, stderr } = await doctor(undefined, `postgres://nobody:${password}@127.0.0.1:1/none`)

  expect(code).toBe(2)
  expect(stderr).toMatch(/^leakguard doctor: the server could not be asked: connect ECONNREFUSED/)
  expect(stderr).not.toContain(password)
})

test.each([
  [['doctor', '--singleton', './src/db#Database'], '`--singleton` needs `--database <url>` beside it'],
  [['doctor', '--database', `mysql://root:${password}@host`], 'expected a URL such as postgres://'],
])('%j is wrong usage', async (args, message) => {
  const { code, stderr } = await runLeakguard(fixture, args)

  expect(code).toBe(64)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain(password)
})
