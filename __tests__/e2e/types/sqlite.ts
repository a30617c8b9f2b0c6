import type { ExpectedType, TypeCase, TypeFamily } from '../support/type-cases'

const database = (file: string, rows: Record<string, string> = {}): ExpectedType => ({
  type: 'sqlite-database',
  headline: 'a SQLite database: it was opened here and never closed',
  rows: { file, help: '`db.close()` in `afterEach`', closed: 'closed', ...rows },
})

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
      db.prepare('select 1 union select 2').iterate().next()`,
    clean: {
      'left by break': `
      const db = new Database(':memory:')
      for (const _ of db.prepare('select 1 union select 2').iterate()) break
      db.close()`,
    },
    expected: {
      ...database(''),
      rows: {
        file: ':memory:, with an iterator open',
        help: 'end the iterator (`iterator.return()`), then `db.close()` in `afterEach`',
      },
    },
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
