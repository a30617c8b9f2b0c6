import path from 'node:path'
import { installLibraries } from '../support/install/libraries'
import { nodeLines, runJest } from '../support/run/run-jest'

/** Every file asks the same of its copy of better-sqlite3. */
const realm = `
  const Database = require(process.env.BETTER_SQLITE3)

  test('errors and rows are of this file', () => {
    const db = new Database(':memory:')
    let error
    try {
      db.exec('no such statement')
    } catch (thrown) {
      error = thrown
    }
    const rows = db.prepare('select 1 as one').all()
    db.close()
    expect([error instanceof Database.SqliteError, error instanceof Error]).toEqual([true, true])
    // Those of version 12 are made by the add-on, in no sandbox.
    const made = [rows instanceof Array, rows[0] instanceof Object]
    expect(made).toEqual(process.env.ROWS === 'own' ? [true, true] : made)
  })
`
const files = { 'a.test.js': realm, 'b.test.js': realm, 'c.test.js': realm }
const statuses = (run: Awaited<ReturnType<typeof runJest>>) =>
  ['a', 'b', 'c'].map((name) => run.file(`${name}.test.js`).status)

const packages = [
  { version: 12, node: undefined, resolve: () => Promise.resolve(require.resolve('better-sqlite3')) },
  ...nodeLines
    .filter((line) => line !== '20')
    .slice(0, 1)
    .map((node) => ({
      version: 13,
      node,
      resolve: async () => path.join(await installLibraries(), 'better-sqlite3'),
    })),
]

describe.each(packages)('better-sqlite3 $version', ({ version, node, resolve }) => {
  const options = async () => ({
    ...(node === undefined ? {} : { node }),
    files,
    args: ['-i'],
    env: { BETTER_SQLITE3: await resolve(), ROWS: version === 13 ? 'own' : 'any' },
  })

  test.each(['30', '29'] as const)('Jest %s: each file of a worker has its own classes', async (jest) => {
    const run = await runJest({ ...(await options()), jest })
    expect(statuses(run)).toEqual(['passed', 'passed', 'passed'])
  })

  test('resetAddons: false leaves the add-on as it is', async () => {
    const config = {
      preset: 'jest-leakguard',
      testEnvironmentOptions: { leakguard: { resetAddons: false } },
    }
    const run = await runJest({ ...(await options()), config })
    expect(statuses(run).filter((status) => status === 'passed')).toHaveLength(1)
  })
})

const wal = `
  const fs = require('node:fs')
  const path = require('node:path')
  const Database = require(process.env.BETTER_SQLITE3)
  const open = (name) => {
    const db = new Database(path.join(__dirname, name))
    db.pragma('journal_mode = WAL')
    db.exec('create table if not exists t (a)')
    return db
  }
`

test('a write-ahead log that nobody uses any more is a warning', async () => {
  const run = await runJest({
    files: {
      'left.test.js': `${wal}
  test('removes the database and forgets its log', () => {
    const db = open('left.db')
    fs.copyFileSync(path.join(__dirname, 'left.db-wal'), path.join(__dirname, 'copy'))
    db.close()
    fs.renameSync(path.join(__dirname, 'copy'), path.join(__dirname, 'left.db-wal'))
  })`,
      'clean.test.js': `${wal}
  test('closes', () => {
    open('closed.db').close()
  })
  test('another connection goes on', () => {
    const first = open('two.db')
    const second = open('two.db')
    first.close()
    second.close()
  })`,
      'leaked.test.js': `${wal}
  test('leaks', () => {
    open('leaked.db')
  })`,
    },
    args: ['-i'],
    env: { BETTER_SQLITE3: require.resolve('better-sqlite3') },
  })
  const says = run.output.split('\n').filter((line) => line.includes('sqlite-wal'))
  expect(says).toEqual([expect.stringMatching(/ 1 × sqlite-wal, opened at left\.test\.js:6$/)])
  expect(run.file('left.test.js').status).toBe('passed')
  expect(run.file('clean.test.js').status).toBe('passed')
  expect(run.file('leaked.test.js').message).toContain(
    'a SQLite database: it was opened here and never closed',
  )
})
