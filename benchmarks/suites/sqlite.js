// Copied as a test file: tests of an SQLite database in memory, each of which opens its own and closes it.
const Database = require('better-sqlite3')

const { expect, test } = require('@jest/globals')

const statements = Number(process.env.BENCH_COUNT)

test.each(Array.from({ length: 10 }, (_, index) => [index]))('keeps orders %i', () => {
  const db = new Database(':memory:')
  db.exec('create table orders (id integer primary key, item text)')
  const insert = db.prepare('insert into orders (item) values (?)')
  const find = db.prepare('select item from orders where id = ?')
  for (let made = 0; made < statements / 2; made++) {
    const { lastInsertRowid } = insert.run(`item ${made}`)
    if (find.get(lastInsertRowid).item !== `item ${made}`) throw new Error('another item')
  }
  expect(db.prepare('select count(*) as n from orders').get()).toEqual({ n: statements / 2 })
  db.close()
})
