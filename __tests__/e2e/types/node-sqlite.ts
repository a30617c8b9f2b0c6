import type { TypeFamily } from '../support/cases/type-cases'

const help = '`db.close()` in `afterEach`'
const inMemory = { file: ':memory:', help, closed: 'closed' }

export const nodeSqliteFamily: TypeFamily = {
  name: 'node-sqlite',
  prelude: `
    const path = require('node:path')
    const { DatabaseSync } = require('node:sqlite')
    let files = 0
    const file = () => path.join(__dirname, 'node-' + ++files + '.db')`,
  cases: [
    {
      name: 'node database',
      leaks: `
      new DatabaseSync(':memory:') // opened`,
      clean: {
        closed: `
      new DatabaseSync(':memory:').close()`,
        'closed, with a write-ahead log': `
      const db = new DatabaseSync(file())
      db.exec('pragma journal_mode = WAL; create table t (a)')
      db.close()`,
      },
      expected: {
        type: 'sqlite-database',
        headline: 'a SQLite database: it was opened here and never closed',
        rows: inMemory,
      },
    },
    {
      name: 'node transaction',
      setup: `
      const db = new DatabaseSync(':memory:')
      afterAll(() => db.close())`,
      leaks: `
      db.exec('BEGIN') // opened`,
      clean: {
        'prepared, and ended': `
      db.prepare('begin').run()
      db.exec('commit')`,
      },
      expected: {
        type: 'sqlite-transaction',
        headline: 'a SQLite transaction: it was begun here and neither committed nor rolled back',
        rows: {
          file: ':memory:',
          help: '`db.exec("ROLLBACK")` in `catch`, or `db.transaction(fn)` where the library has it',
          closed: 'rolled back',
        },
      },
    },
    {
      name: 'node iterator',
      setup: `
      const db = new DatabaseSync(':memory:')
      afterAll(() => db.close())`,
      leaks: `
      db.prepare('select 1 union select 2').iterate().next() // opened`,
      clean: {
        'read to its end': `
      expect([...db.prepare('select 1 as a').iterate()].length).toBe(1)`,
        'left by break': `
      for (const _ of db.prepare('select 1 union select 2').iterate()) break`,
      },
      expected: {
        type: 'sqlite-iterator',
        headline: 'a SQLite iterator: it was started here and never finished',
        rows: {
          rows: 'select ? union select ?, of :memory:',
          help: 'call `iterator.return()` in `finally`; `for … of` does so by itself',
          closed: 'returned',
        },
      },
    },
  ],
}
