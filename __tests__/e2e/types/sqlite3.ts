import type { ExpectedType, TypeCase, TypeFamily } from '../support/cases/type-cases'

const database = (file: unknown, closed = 'closed'): ExpectedType => ({
  type: 'sqlite-database',
  headline: 'a SQLite database: it was opened here and never closed',
  rows: { file: file as string, help: '`db.close()` in `afterEach`', closed },
})

const transaction = (last: string): ExpectedType => ({
  type: 'sqlite-transaction',
  headline: 'a SQLite transaction: it was begun here and neither committed nor rolled back',
  rows: {
    file: ':memory:',
    state: `last statement ${last}`,
    help: '`db.exec("ROLLBACK")` in `catch`, or `db.transaction(fn)` where the library has it',
    closed: 'rolled back',
  },
})

/** A database of all the tests of a block; it tells at the end whether they have left it usable. */
const shared = `
      let db
      beforeAll(async () => {
        db = await open(':memory:')
        await exec(db, 'create table t (a primary key, b)')
      })
      // Under the default preset nobody has ended what leaked so far.
      const reset = () => exec(db, 'rollback').catch(() => {})
      beforeEach(reset)
      afterAll(async () => {
        await reset()
        await exec(db, 'begin; commit')
        await close(db)
      })`

/** What begins a transaction, by the way of calling: each leaks, and the same is clean where it ends. */
const begun = (name: string, leaks: string, clean: TypeCase['clean'], last = 'BEGIN'): TypeCase => ({
  name,
  setup: shared,
  leaks: `
      ${leaks}`,
  clean,
  expected: transaction(last),
})

const databases: readonly TypeCase[] = [
  {
    name: 'sqlite3 file',
    leaks: `
      await new Promise((done) => new Database(file(), done)) // opened`,
    clean: {
      closed: `
      await close(await open(file()))`,
      'closed without waiting': `
      const db = await open(file())
      db.exec('create table t (a)')
      db.close()`,
      'closed with a write-ahead log': `
      const db = await open(file())
      await exec(db, 'pragma journal_mode = wal; create table t (a)')
      db.close()`,
      'no such directory': `
      await expect(open('/no/such/directory/a.db')).rejects.toThrow('CANTOPEN')`,
      'no such directory, without waiting': `
      new Database('/no/such/directory/a.db').on('error', () => {})`,
      'closed in a transaction': `
      const db = await open(file())
      await run(db, 'BEGIN')
      db.close()`,
    },
    expected: database(expect.stringMatching(/^sqlite3-\d+\.db$/)),
  },
  {
    name: 'sqlite3 in memory, still opening',
    leaks: `
      new Database(':memory:') // opened`,
    clean: {
      'closed at once': `
      new Database(':memory:').close()`,
    },
    expected: database(':memory:'),
  },
  {
    name: 'sqlite3 statement that is not finalized',
    leaks: `
      const db = new Database(':memory:') // opened
      keep.push(db.prepare('select 1'))
      await expect(close(db)).rejects.toThrow('unfinalized')`,
    clean: {
      finalized: `
      const db = await open(':memory:')
      db.prepare('select 1').finalize()
      await close(db)`,
    },
    expected: {
      ...database(''),
      rows: {
        file: ':memory:, with statements that are not finalized',
        help: '`statement.finalize()` for each that was prepared, then `db.close()` in `afterEach`',
        closed: 'closed',
      },
    },
  },
  {
    name: 'sqlite3 transaction and database of one test',
    leaks: `
      const db = new Database(':memory:') // opened
      db.serialize(() => {
        db.run('BEGIN')
        db.run('create table t (a)')
      })`,
    clean: {
      committed: `
      const db = new Database(':memory:')
      db.serialize(() => {
        db.run('BEGIN')
        db.run('create table t (a)')
        db.run('COMMIT')
      })
      db.close()`,
    },
    expected: database(':memory:, in a transaction', 'rolled back and closed'),
  },
]

const calls: readonly TypeCase[] = [
  begun(
    'sqlite3 run',
    `await new Promise((done) => db.run('  -- one\\n /* two */ begin immediate transaction', done)) // opened
      await run(db, 'insert into t values (?, 7654321)', ['secret'])`,
    {
      committed: `
      await run(db, 'BEGIN')
      await run(db, 'COMMIT')`,
      ended: `
      await run(db, 'BEGIN')
      await run(db, 'end transaction')`,
      'rolled back without waiting': `
      db.serialize(() => db.run('BEGIN').run('ROLLBACK'))`,
      'not begun': `
      await expect(run(db, 'begin no such mode')).rejects.toThrow('syntax')
      await expect(run(db, 'commit')).rejects.toThrow('no transaction')`,
      'a trigger': `
      await exec(db, 'create trigger a after insert on t begin select 1; end; drop trigger a')
      await run(db, 'create trigger b after insert on t begin select 1; end')
      await run(db, 'drop trigger b')`,
    },
    'insert into t values (?, …)',
  ),
  begun('sqlite3 get', `await new Promise((done) => db.get('BEGIN', done)) // opened`, {
    'all, and get': `
      await all(db, 'BEGIN')
      await get(db, 'COMMIT')`,
  }),
  begun('sqlite3 each', `db.each('BEGIN', () => {}) // opened`, {
    'with a last callback, and without any': `
      await new Promise((done) => db.each('BEGIN', () => {}, done))
      db.each('ROLLBACK')`,
  }),
  begun(
    'sqlite3 exec',
    `await new Promise((done) => db.exec("insert into t values ('secret', 1); BEGIN; delete from t", done)) // opened`,
    {
      'in one text': `
      await exec(db, 'begin; select 1; commit')`,
      'one after another': `
      await exec(db, 'begin; select 1')
      await exec(db, 'rollback; begin; insert into t values (2, 2); rollback')`,
      'failed before it': `
      await expect(exec(db, 'no such statement; begin')).rejects.toThrow('syntax')`,
      'failed after it, and rolled back': `
      await expect(exec(db, 'begin; no such statement')).rejects.toThrow('syntax')
      await exec(db, 'rollback')`,
    },
    'insert into t values (?, …); BEGIN; delete from t',
  ),
  begun(
    'sqlite3 exec that fails',
    `await new Promise((done) => db.exec('BEGIN; no such statement', done)) // opened`,
    {},
    'BEGIN; no such statement',
  ),
  begun(
    'sqlite3 prepared',
    `const begin = db.prepare('BEGIN')
      await new Promise((done) => begin.run().finalize(done)) // opened`,
    {
      'prepared, and ended': `
      await step(db.prepare('BEGIN'))
      await step(db.prepare('COMMIT'))`,
      'run once more': `
      const begin = db.prepare('BEGIN')
      const commit = db.prepare('COMMIT')
      for (let round = 0; round < 3; round++) {
        await new Promise((done) => begin.run(done))
        await new Promise((done) => commit.run(done))
      }
      begin.finalize()
      commit.finalize()`,
      'prepared, and not run': `
      db.prepare('BEGIN').finalize()`,
    },
  ),
  begun(
    'sqlite3 serialized',
    `db.serialize(() => db.run('BEGIN').run('insert into t values (3, 3)')) // opened
      await get(db, 'select 1')`,
    {
      committed: `
      db.serialize(() => db.run('BEGIN').run('insert into t values (4, 4)').run('COMMIT'))
      await get(db, 'select 1')`,
      parallel: `
      await new Promise((done) => db.parallelize(() => db.run('BEGIN', done)))
      await new Promise((done) => db.parallelize(() => db.run('COMMIT', done)))`,
    },
    'select ?',
  ),
]

const ends: readonly TypeCase[] = [
  begun(
    'sqlite3 savepoint',
    `await new Promise((done) => db.run('SAVEPOINT one', done)) // opened
      await run(db, 'SAVEPOINT two')
      await run(db, 'RELEASE two')`,
    {
      released: `
      await run(db, 'savepoint "one"')
      await run(db, 'rollback transaction to savepoint one')
      await run(db, 'release savepoint one')`,
      'released with what is in it': `
      await run(db, 'savepoint one')
      await run(db, 'savepoint two')
      await run(db, 'release one')`,
      'within a transaction': `
      await run(db, 'begin')
      await run(db, 'savepoint one')
      await run(db, 'release one')
      await run(db, 'rollback')`,
      committed: `
      await run(db, 'savepoint one')
      await run(db, 'commit')`,
    },
    'RELEASE two',
  ),
  begun(
    'sqlite3 rolled back to a savepoint only',
    `await new Promise((done) => db.run('BEGIN', done)) // opened
      await run(db, 'SAVEPOINT one')
      await run(db, 'ROLLBACK TO one')`,
    {},
    'ROLLBACK TO one',
  ),
  begun(
    'sqlite3 statement that fails',
    `await run(db, 'insert into t values (5, 5)')
      await new Promise((done) => db.run('BEGIN', done)) // opened
      await expect(run(db, 'insert into t values (5, 5)')).rejects.toThrow('UNIQUE')`,
    {
      'which rolls back': `
      await run(db, 'insert into t values (6, 6)')
      await run(db, 'BEGIN')
      await expect(run(db, 'insert or rollback into t values (6, 6)')).rejects.toThrow('UNIQUE')`,
      'in a trigger that rolls back': `
      await run(db, "create trigger no before delete on t begin select raise(rollback, 'never'); end")
      await run(db, 'begin')
      await expect(run(db, 'delete from t')).rejects.toThrow('never')
      await run(db, 'drop trigger no')`,
    },
    'insert into t values (?, …)',
  ),
  begun(
    'sqlite3 commit that fails',
    `await exec(db, 'pragma foreign_keys = on; create table if not exists child (a references t deferrable initially deferred)')
      await new Promise((done) => db.run('BEGIN', done)) // opened
      await run(db, 'insert into child values (404)')
      await expect(run(db, 'COMMIT')).rejects.toThrow('FOREIGN KEY')`,
    {},
    'COMMIT',
  ),
]

const wrappers: readonly TypeCase[] = [
  {
    name: 'sqlite3 through sqlite',
    setup: `
      let db
      beforeAll(async () => {
        db = await require('sqlite').open({ filename: ':memory:', driver: Database })
      })
      beforeEach(() => db.exec('rollback').catch(() => {}))
      afterAll(() => db.close())`,
    leaks: `
      await db.run('BEGIN') // opened`,
    clean: {
      committed: `
      await db.exec('BEGIN')
      const commit = await db.prepare('COMMIT')
      await commit.run()
      await commit.finalize()`,
    },
    expected: {
      ...transaction('BEGIN'),
      rows: { ...transaction('BEGIN').rows, via: 'sqlite 5.1.1' },
    },
  },
]

export const sqlite3Family: TypeFamily = {
  name: 'sqlite3',
  prelude: `
    const path = require('node:path')
    const { promisify } = require('node:util')
    const sqlite3 = require('sqlite3')
    const { Database } = sqlite3
    // The collector would finalize it.
    const keep = []
    let files = 0
    const file = () => path.join(__dirname, 'sqlite3-' + ++files + '.db')
    const open = (name) => new Promise((resolve, reject) => {
      const db = new Database(name, (error) => (error ? reject(error) : resolve(db)))
    })
    const call = (name) => (db, ...args) => promisify(db[name]).apply(db, args)
    const [run, get, all, exec, each, close] = ['run', 'get', 'all', 'exec', 'each', 'close'].map(call)
    const step = (statement) => new Promise((done) => statement.run().finalize(done))`,
  cases: [...databases, ...calls, ...ends, ...wrappers],
}
