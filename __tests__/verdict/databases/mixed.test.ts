import type { Frame } from '../../../src/verdict/leak'
import { findMixed, type Opening } from '../../../src/verdict/databases/mixed'
import { dependencyFrame, projectFrame } from '../support/leaks'

const inFile = (file: string, fn: string, line: number): Frame => ({
  ...projectFrame(fn, line),
  text: `at ${fn} (/app/${file}:${String(line)}:1)`,
  file: `/app/${file}`,
})

const opening =
  (database: string) =>
  (ownerId: number, ...frames: Frame[]): Opening => ({ database, ownerId, block: [], frames })
const sqlite = opening('SQLite')
const postgres = opening('PostgreSQL')
const inTest = (line: number): Frame => inFile('a.test.js', 'Object.<anonymous>', line)

test.each([
  ['a function', 'openDatabase', 'openDatabase'],
  ['an async function', 'async openDatabase', 'openDatabase'],
  ['a method', 'Function.getInstance', 'getInstance'],
  ['a constructor', 'new DatabaseService', 'DatabaseService'],
])('%s that opens the one and the other is told', (_name, fn, through) => {
  expect(
    findMixed([
      sqlite(1, inFile('src/db.js', fn, 5), inTest(10)),
      postgres(2, inFile('src/db.js', fn, 8), inTest(20)),
    ]),
  ).toEqual({ databases: ['PostgreSQL', 'SQLite'], through, file: '/app/src/db.js', line: 5 })
})

test('a factory that has a backend for each is told', () => {
  expect(
    findMixed([
      sqlite(1, inFile('src/sqlite.js', 'new Sqlite', 3), inFile('src/backend.js', 'create', 5), inTest(10)),
      postgres(1, inFile('src/pg.js', 'new Postgres', 3), inFile('src/backend.js', 'create', 7), inTest(11)),
    ]),
  ).toMatchObject({ through: 'create', file: '/app/src/backend.js', line: 5 })
})

test('a factory is known by what its caller calls, where source maps rename its frames', () => {
  expect(
    findMixed([
      sqlite(1, inFile('src/db.ts', 'Database', 5), inFile('a.test.ts', 'openDatabase', 10)),
      postgres(2, inFile('src/db.ts', 'Pool', 8), inFile('a.test.ts', 'openDatabase', 20)),
    ]),
  ).toMatchObject({ through: 'openDatabase', line: 5 })
})

test.each<[name: string, sqliteIn: string[], postgresIn: string[], isMixed: boolean]>([
  ['blocks of their own', ['SQLite'], ['PostgreSQL'], false],
  ['blocks of their own within one', ['service', 'SQLite'], ['service', 'PostgreSQL'], false],
  ['one block', ['service'], ['service'], true],
  ['a block and the one around it', ['service'], ['service', 'PostgreSQL'], true],
  ['the file, and a block', [], ['PostgreSQL'], true],
])('one factory, in %s', (_name, sqliteIn, postgresIn, isMixed) => {
  const openings = [
    { ...sqlite(1, inFile('src/db.js', 'open', 5), inTest(10)), block: sqliteIn },
    { ...postgres(2, inFile('src/db.js', 'open', 8), inTest(20)), block: postgresIn },
  ]
  expect(findMixed(openings) !== undefined).toBe(isMixed)
})

test('two functions are no mix', () => {
  expect(
    findMixed([
      sqlite(1, inFile('src/db.js', 'openSqlite', 5), inTest(10)),
      postgres(2, inFile('src/db.js', 'openPostgres', 8), inTest(20)),
    ]),
  ).toBeUndefined()
})

test('the tests themselves are no factory', () => {
  expect(findMixed([sqlite(1, inTest(10)), postgres(2, inTest(20))])).toBeUndefined()
})

test('nor are they where source maps name them after the method that they call', () => {
  const inMapped = (line: number): Frame => inFile('a.test.ts', 'Object.initialize', line)
  expect(findMixed([sqlite(1, inMapped(10)), postgres(2, inMapped(20))])).toBeUndefined()
})

test('one call that opens both on purpose is no mix, however often', () => {
  const setUp = (ownerId: number, line: number): Opening[] => [
    sqlite(ownerId, inFile('helpers.js', 'setUp', 5), inTest(line)),
    postgres(ownerId, inFile('helpers.js', 'setUp', 8), inTest(line)),
  ]
  expect(findMixed([...setUp(1, 10), ...setUp(2, 10), ...setUp(2, 30)])).toBeUndefined()
})

test('nor is one whose caller is lost after an await', () => {
  expect(
    findMixed([
      sqlite(1, inFile('helpers.js', 'setUp', 5), inTest(10)),
      postgres(1, inFile('helpers.js', 'async setUp', 8)),
    ]),
  ).toBeUndefined()
})

test('nor is it one because others have opened one of the two with it', () => {
  const lost = postgres(1, inFile('helpers.js', 'async setUp', 8))
  const open = sqlite(1, inFile('helpers.js', 'setUp', 5), inTest(10))
  expect(findMixed([open, lost, sqlite(2, inFile('helpers.js', 'setUp', 5), inTest(20))])).toBeUndefined()
  expect(findMixed([open, lost, postgres(2, inFile('helpers.js', 'setUp', 8), inTest(20))])).toBeUndefined()
})

test('rows of one table are tests of their own', () => {
  expect(
    findMixed([
      sqlite(1, inFile('src/db.js', 'open', 5), inTest(10)),
      postgres(2, inFile('src/db.js', 'open', 8), inTest(10)),
    ]),
  ).toMatchObject({ through: 'open' })
})

test('a factory is known where its callers are lost', () => {
  const [one, other] = [inFile('src/db.js', 'async open', 5), inFile('src/db.js', 'async open', 8)]
  expect(findMixed([sqlite(1, one), postgres(2, other)])).toMatchObject({ through: 'open', line: 5 })
  const [ofSqlite, ofPostgres] = ['async openSqlite', 'async openPostgres'].map((fn) =>
    inFile('src/db.js', fn, 5),
  )
  expect(ofSqlite && ofPostgres && findMixed([sqlite(1, ofSqlite), postgres(2, ofPostgres)])).toBeUndefined()
})

test('a function of a package that opens both is none of the project', () => {
  const knex = { ...dependencyFrame('knex', 'connect'), line: 1 }
  expect(
    findMixed([
      sqlite(1, knex, inFile('src/db.js', 'openSqlite', 5), inTest(10)),
      postgres(2, knex, inFile('src/db.js', 'openPostgres', 8), inTest(20)),
    ]),
  ).toBeUndefined()
})

test('what no line leads to says nothing', () => {
  const { file, line, ...nowhere } = inFile('src/db.js', 'open', 5)
  expect([file, line]).toEqual(['/app/src/db.js', 5])
  expect(findMixed([sqlite(1), postgres(2)])).toBeUndefined()
  for (const place of [{ file: '/app/src/db.js' }, { line: 5 }, {}]) {
    const frame = { ...nowhere, ...place }
    expect(findMixed([sqlite(1, frame), postgres(2, frame)])).toBeUndefined()
  }
})
