import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const database = (file: string, rows: Record<string, string> = {}): ExpectedType => ({
  type: 'sqlite-database',
  headline: 'a SQLite database: it was opened here and never closed',
  rows: { file, help: '`db.close()` in `afterEach`', closed: 'closed', ...rows },
})

const transaction: ExpectedType = {
  type: 'sqlite-transaction',
  headline: 'a SQLite transaction: it was begun here and neither committed nor rolled back',
  rows: {
    file: ':memory:',
    help: '`db.exec("ROLLBACK")` in `catch`, or `db.transaction(fn)` where the library has it',
    closed: 'rolled back',
  },
}

const iterator = ({ mark, closed }: { mark: string; closed: string | undefined }): ExpectedType => ({
  type: 'sqlite-iterator',
  headline: 'a SQLite iterator: it was started here and never finished',
  rows: {
    rows: 'select ? union select ?, of :memory:',
    help: 'call `iterator.return()` in `finally`; `for … of` does so by itself',
    ...(closed === undefined ? {} : { closed }),
  },
  mark,
})

/** A database of all the tests of a block; it tells at the end whether they have left it usable. */
const sharedDatabase = `
      let db
      beforeAll(() => {
        db = new Database(':memory:')
      })
      afterAll(() => {
        try {
          db.close()
        } catch {
          // Busy: under the default preset nobody has returned the iterator yet.
        }
      })`

const cases: readonly TypeCase[] = [
  {
    name: 'file',
    leaks: `
      new Database(file()) // opened`,
    clean: {
      closed: `
      const db = new Database(file())
      db.exec('create table t (a)')
      db.close()`,
      'closed after a failure': `
      const db = new Database(file())
      try {
        db.exec('no such statement')
      } catch {
        db.close()
      }`,
      'no such directory': `
      expect(() => new Database('/no/such/directory/a.db')).toThrow()`,
    },
    expected: database(expect.stringMatching(/^\d+\.db$/) as string),
  },
  {
    name: 'memory',
    leaks: `
      new Database(':memory:') // opened`,
    clean: {
      closed: `
      new Database(':memory:').close()`,
    },
    expected: database(':memory:'),
  },
  {
    name: 'write-ahead log',
    leaks: `
      const db = new Database(file()) // opened
      db.pragma('journal_mode = WAL')
      db.exec('create table t (a)')`,
    clean: {
      closed: `
      const db = new Database(file())
      db.pragma('journal_mode = WAL')
      db.exec('create table t (a)')
      db.close()`,
    },
    expected: database(expect.stringMatching(/^\d+\.db$/) as string),
  },
  {
    name: 'transaction',
    leaks: `
      const db = new Database(':memory:') // opened
      db.exec('BEGIN')`,
    clean: {
      'rolled back': `
      const db = new Database(':memory:')
      db.exec('BEGIN')
      db.exec('ROLLBACK')
      db.close()`,
      'rolled back by a failure': `
      const db = new Database(':memory:')
      expect(() => db.transaction(() => { throw new Error('expected') })()).toThrow('expected')
      db.close()`,
    },
    expected: database(':memory:, in a transaction', { closed: 'rolled back and closed' }),
  },
  {
    name: 'iterator',
    leaks: `
      const db = new Database(':memory:') // opened
      db.prepare("select 1 union select 'secret'").iterate().next() // iterated`,
    clean: {
      'left by break': `
      const db = new Database(':memory:')
      for (const _ of db.prepare('select 1 union select 2').iterate()) break
      db.close()`,
    },
    expected: [
      {
        ...database(':memory:, with an iterator open'),
        rows: {
          file: ':memory:, with an iterator open',
          help: 'end the iterator (`iterator.return()`), then `db.close()` in `afterEach`',
          closed: 'closed',
        },
      },
      iterator({ mark: 'iterated', closed: undefined }),
    ],
  },
  {
    name: 'transaction of a shared database',
    setup: `
      const db = new Database(':memory:')
      afterAll(() => db.close())`,
    leaks: `
      db.prepare('begin immediate').run() // opened`,
    clean: {
      'begun again': `
      if (db.inTransaction) return
      db.exec('BEGIN; SELECT 1; COMMIT')
      db.transaction(() => db.exec('create table t (a)'))()
      expect(() => db.exec('BEGIN; no such statement')).toThrow()
      db.exec('ROLLBACK')`,
    },
    expected: transaction,
  },
  {
    name: 'iterator of a shared database',
    setup: sharedDatabase,
    leaks: `
      db.prepare('select 1 union select 2').iterate().next() // opened`,
    clean: {
      'read to its end': `
      expect([...db.prepare('select 1 as a').iterate()]).toEqual([{ a: 1 }])`,
      returned: `
      const rows = db.prepare('select 1 union select 2').iterate()
      rows.next()
      rows.return()`,
      'iterated again': `
      const statement = db.prepare('select 1 union select 2')
      for (const _ of statement.iterate()) break
      for (const _ of statement.iterate()) continue`,
    },
    expected: iterator({ mark: 'opened', closed: 'returned' }),
  },
  {
    // The file is judged twice for what ends by itself: by then its iterator was returned.
    name: 'iterator of a shared database, beside what ends by itself',
    setup: sharedDatabase,
    leaks: `
      db.prepare('select 1 union select 2').iterate().next() // opened
      setTimeout(() => {}, 150)`,
    clean: {
      returned: `
      const rows = db.prepare('select 1 union select 2').iterate()
      rows.next()
      rows.return()`,
    },
    expected: iterator({ mark: 'opened', closed: 'returned' }),
  },
  {
    name: 'shared',
    setup: `
      let db
      beforeAll(() => {
        db = new Database(file())
        db.exec('create table t (a)')
      })
      afterAll(() => db.close())`,
    leaks: `
      db.prepare('insert into t values (1)').run()`,
    clean: {
      'uses it': `
      expect(db.prepare('select a from t').all()).toEqual([{ a: 1 }])`,
    },
    expected: [],
  },
]

export const sqliteFamily: TypeFamily = {
  name: 'sqlite',
  prelude: `
    const path = require('node:path')
    const Database = require(process.env.BETTER_SQLITE3)
    let files = 0
    const file = () => path.join(__dirname, ++files + '.db')`,
  cases,
}
