import { onlyIf } from '../../support/only-if'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import { installLibraries } from '../support/install/libraries'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'
import { type ReportedLeak, reportedLeaks } from '../support/cases/reported-leaks'
import type { JestRun } from '../support/run/jest-run'
import { runJest } from '../support/run/run-jest'
import { startSmtp } from '../support/servers/smtp-server'

interface Library {
  readonly name: string
  /** The server that it needs, beside the PostgreSQL of the tests. */
  readonly port?: number
  readonly open: string
  readonly use: string
  readonly close: string
  /** What is said of an object that nobody closed. */
  readonly what: string
  readonly help: string
  /** Parts of the lines that are shown for a shared one and for a test's own; undefined: none is known. */
  readonly lines: readonly [shared: string | undefined, own: string | undefined]
  /** Nobody sees who makes one: the test that was the first to use it is blamed for a shared one. */
  readonly blamesUser?: true
}

const pg = JSON.stringify(postgres)
const mysql = `{ host: '127.0.0.1', user: 'root', database: 'test' }`
const client = 'a PostgreSQL client: it was connected here and never ended'

/** Each opens something when it is used, and keeps it for the next user. */
const libraries: readonly Library[] = [
  {
    name: 'knex with pg',
    open: `require('knex')({ client: 'pg', connection: ${pg} })`,
    use: `await db.raw('select 1')`,
    close: 'await db.destroy()',
    what: client,
    lines: ["require('knex')", 'db.raw('],
    help: '`await knex.destroy()`',
  },
  {
    name: 'transactions of knex',
    open: `require('knex')({ client: 'pg', connection: ${pg} })`,
    use: `await db.transaction((tx) => tx.raw('select 1'))`,
    close: 'await db.destroy()',
    what: client,
    lines: ["require('knex')", 'db.transaction('],
    help: '`await knex.destroy()`',
  },
  {
    name: 'knex with better-sqlite3',
    open: `require('knex')({ client: 'better-sqlite3', useNullAsDefault: true, connection: ':memory:' })`,
    use: `await db.raw('select 1')`,
    close: 'await db.destroy()',
    what: 'a SQLite database: it was opened here and never closed',
    lines: ["require('knex')", "require('knex')"],
    help: '`await knex.destroy()`',
  },
  {
    name: 'knex with mysql2',
    port: 3306,
    open: `require('knex')({ client: 'mysql2', connection: ${mysql} })`,
    use: `await db.raw('select 1')`,
    close: 'await db.destroy()',
    what: 'a MySQL connection: it was opened here and never ended',
    lines: ["require('knex')", 'db.raw('],
    help: '`await knex.destroy()`',
  },
  {
    name: 'sequelize',
    open: `new (require('sequelize').Sequelize)({ dialect: 'postgres', logging: false, username: ${pg}.user, ...${pg} })`,
    use: `await db.query('select 1')`,
    close: 'await db.close()',
    what: client,
    lines: ["require('sequelize')", 'db.query('],
    help: '`await sequelize.close()`',
  },
  {
    name: 'postgres',
    open: `require('postgres')(${pg})`,
    use: 'await db`select 1`',
    close: 'await db.end()',
    what: 'a TCP connection: it was opened by postgres 3.4.9 here and never closed',
    lines: [undefined, undefined],
    help: '`await sql.end()`',
    blamesUser: true,
  },
  {
    name: 'pools of redis',
    port: 6379,
    open: `await require('redis').createClientPool({ url: 'redis://127.0.0.1:6379' }).connect()`,
    use: `await Promise.all([db.get('a'), db.get('b'), db.get('c')])`,
    close: 'await db.close()',
    what: 'a Redis client: it was created here and never closed',
    lines: ['createClientPool(', 'createClientPool('],
    help: '`await client.close()`',
  },
  {
    name: 'a client of redis that its first user connects',
    port: 6379,
    open: `require('redis').createClient({ url: 'redis://127.0.0.1:6379' })`,
    use: `
      if (!db.isOpen) await db.connect()
      await db.get('a')`,
    close: 'await db.close()',
    what: 'a Redis client: it was created here and never closed',
    lines: ['createClient(', 'createClient('],
    help: '`await client.close()`',
  },
  {
    name: 'workerpool',
    open: `require('workerpool').pool({ workerType: 'thread' })`,
    use: 'await db.exec((a) => a + 1, [1])',
    close: 'await db.terminate()',
    what: 'a worker thread: it was started here and never terminated',
    lines: ['db.exec(', 'db.exec('],
    help: '`await pool.terminate()`',
    blamesUser: true,
  },
  {
    name: 'piscina',
    open: `new (require('piscina').Piscina)({
      filename: require('node:path').resolve('task.cjs'),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: 60_000,
    })`,
    use: 'await db.run(1)',
    close: 'await db.destroy()',
    what: 'a worker thread: it was started here and never terminated',
    lines: ['db.run(', 'db.run('],
    help: '`await pool.destroy()`',
  },
  {
    name: 'clients of @grpc/grpc-js',
    open: `new (require('@grpc/grpc-js').Client)(
      '127.0.0.1:' + process.env.HTTP2,
      require('@grpc/grpc-js').credentials.createInsecure(),
    )`,
    use: `await new Promise((done) => db.makeUnaryRequest('/a/b', Buffer.from, String, 'c', () => done()))`,
    close: 'db.close()',
    what: 'an HTTP/2 session: it was opened here and never closed',
    lines: ['db.makeUnaryRequest(', 'db.makeUnaryRequest('],
    help: '`client.close()`',
    blamesUser: true,
  },
  {
    name: 'files of winston',
    open: `new (require('winston').transports.File)({
      filename: require('node:fs').mkdtempSync('logged-') + '/a.log',
      lazy: true,
    })`,
    use: `
      await new Promise((done) => db.log({ [Symbol.for('message')]: 'a', message: 'a' }, done))
      await new Promise((done) => setTimeout(done, 50))`,
    close: `await new Promise((done) => { db.on('finish', done); db.end() })`,
    what: 'a file write stream: it was opened here and never closed',
    lines: ["require('winston')", "require('winston')"],
    help: '`logger.close()`',
  },
  {
    name: 'pools of nodemailer',
    open: `require('nodemailer').createTransport({
      pool: true,
      host: '127.0.0.1',
      port: Number(process.env.SMTP),
      ignoreTLS: true,
    })`,
    use: `await db.sendMail({ from: 'a@example.org', to: 'b@example.org', text: 'c' })`,
    close: 'db.close()',
    what: 'a TCP connection: it was opened here and never closed',
    lines: ['createTransport(', 'createTransport('],
    help: '`transport.close()`',
  },
  {
    name: 'chokidar',
    open: `require('chokidar').watch([])`,
    use: `
      const { mkdtempSync, writeFileSync } = require('node:fs')
      const directory = mkdtempSync('watched-')
      for (let i = 0; i < 10; i++) writeFileSync(directory + '/' + i, '')
      let seen = 0
      const added = new Promise((resolve) => db.on('add', () => { if (++seen === 10) resolve() }))
      db.add(directory)
      await added`,
    close: 'await db.close()',
    what: '11 file watchers: they were started here and never closed',
    lines: ["require('chokidar').watch", "require('chokidar').watch"],
    help: '`await watcher.close()`',
  },
]

const filesOf = ({ open, use, close }: Library): Record<string, string> => ({
  'shared.test.js': `
    let db
    beforeAll(async () => { db = ${open} })
    afterAll(async () => { ${close} })
    test('first', async () => { ${use} })
    test.each([1, 2])('again %i', async () => { ${use} })
    describe('within', () => {
      beforeEach(async () => { ${use} })
      test('hook and test', async () => { ${use} })
    })`,
  'asked.test.js': `
    let db
    beforeAll(async () => { db = ${open} })
    afterAll(async () => { ${close} })
    test('uses it first', () => expect(async () => { ${use} }).not.toLeak())`,
  'never-closed.test.js': `
    describe('block', () => {
      let db
      beforeAll(async () => { db = ${open} })
      test('first', async () => { ${use} })
      test('second', () => {})
    })
    test('other', () => {})`,
  'own.test.js': `
    test('closes its own', async () => {
      const db = ${open}
      ${use}
      ${close}
    })
    test('leaks its own', async () => {
      const db = ${open}
      ${use}
    })
    test('other', () => {})`,
})

/** The line of the test file that a leak shows. */
function expectLine(leak: ReportedLeak | undefined, library: Library, part: string | undefined): void {
  const [file = '', line] = leak?.calledFrom?.split(':') ?? []
  const shown = filesOf(library)[file]?.split('\n')[Number(line) - 1]
  expect(shown).toEqual(part === undefined ? undefined : expect.stringContaining(part))
}

let modulePaths: string[]
let servers: HttpServers
let smtp: Awaited<ReturnType<typeof startSmtp>>
beforeAll(async () => {
  modulePaths = [
    await installLibraries(),
    await installLibraries({
      '@grpc/grpc-js': '1.14.7',
      nodemailer: '10.6.0',
      piscina: '5.3.2',
      winston: '3.19.0',
    }),
  ]
  servers = await startHttpServers()
  smtp = await startSmtp()
})
afterAll(() => {
  servers.close()
  smtp.close()
})

for (const library of libraries) {
  const possible = library.port === undefined || isReachable(library.port)
  const { describe: declare } = onlyIf(possible, 'nothing answers there')
  const where = library.port === undefined ? '' : `, with a server on 127.0.0.1:${library.port}`
  declare(`${library.name}${where}`, () => {
    describe.each(['30', '29'] as const)('Jest %s', (jest) => {
      let run: JestRun
      beforeAll(async () => {
        run = await runJest({
          jest,
          files: { ...filesOf(library), 'task.cjs': 'module.exports = (n) => n\n' },
          env: { ...servers.ports, SMTP: String(smtp.port) },
          config: {
            preset: 'jest-leakguard/strict',
            modulePaths,
            // That of the libraries is for newer lines of Node.
            moduleNameMapper: { '^better-sqlite3$': require.resolve('better-sqlite3') },
          },
          args: ['-i'],
        })
      })

      test('what is shared is no leak of the test that used it first', () => {
        const { assertionResults } = run.file('shared.test.js')
        expect(assertionResults.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed', 'passed'])
        expect(run.fileMessage('shared.test.js')).not.toContain('LeakError')
        expect(run.output).not.toContain('shared.test.js: ')
      })

      test('nor of a function that is asked', () => {
        expect(run.fileMessage('asked.test.js')).not.toContain('leaked')
        expect(run.file('asked.test.js').assertionResults).toMatchObject([{ status: 'passed' }])
      })

      test('what nobody closed is its maker’s leak, once', () => {
        const { blamesUser, help, lines, what } = library
        const leaks = reportedLeaks(run.fileMessage('never-closed.test.js'))
        const owner = blamesUser === true ? 'this test' : 'block: this describe block'
        expect(leaks).toMatchObject([
          { headline: `${owner} leaked ${what}`, help: expect.stringContaining(help) as string },
        ])
        expectLine(leaks[0], library, lines[0])
      })

      test('of two tests with one each, the one that closed it has no leak', () => {
        const { help, lines, what } = library
        const { assertionResults } = run.file('own.test.js')
        const leaks = reportedLeaks(run.fileMessage('own.test.js'))
        expect(assertionResults.map(({ status }) => status)).toEqual(['passed', 'failed', 'passed'])
        expect(leaks).toMatchObject([
          {
            owner: 'leaks its own',
            headline: `this test leaked ${what}`,
            help: expect.stringContaining(help) as string,
          },
        ])
        expectLine(leaks[0], library, lines[1])
      })
    })
  })
}
