import { tellingOf } from '../../../../src/resources/adapters/sqlite3/texts'

test.each([
  ['BEGIN', 'begins'],
  [' \n-- why; commit\n/* begin */ begin deferred transaction;', 'begins'],
  ['savepoint "a"', 'saves'],
  ['COMMIT TRANSACTION', 'ends'],
  ['end', 'ends'],
  ['rollback;', 'ends'],
  ['rollback -- to nothing', 'ends'],
  ['release savepoint a', 'releases'],
] as const)('%j alone %s', (text, effect) => {
  expect(tellingOf(text, true)).toMatchObject({ effect })
  expect(tellingOf(text, false)).toMatchObject({ effect })
})

test.each([
  'select 1',
  '',
  'explain begin',
  'rollback to a',
  'ROLLBACK TRANSACTION\nTO SAVEPOINT a',
  'select case when 1 then 2 end',
  'create trigger t after insert on a begin select 1; end',
  "insert into words values ('begin')",
  '/* begin */ select 1',
])('%j leaves transactions as they are', (text) => {
  expect(tellingOf(text, false)).toBeUndefined()
})

test.each([
  ['begin; select 1; commit', { effect: 'replaces', mayBegin: true, mayEnd: true }],
  ['rollback; begin', { effect: 'replaces', mayBegin: true, mayEnd: true }],
  ['select 1; begin', { effect: undefined, mayBegin: true, mayEnd: false }],
  ['savepoint a; release a', { effect: undefined, mayBegin: true, mayEnd: true }],
  // Taken for a `COMMIT`: SQLite is asked.
  ['create trigger t after insert on a begin select 1; end; select 1', { effect: undefined, mayEnd: true }],
])('several statements of %j: the words do not tell', (text, telling) => {
  expect(tellingOf(text, true)).toMatchObject(telling)
})

test('only the first statement of a prepared text is run', () => {
  expect(tellingOf('select 1; begin', false)).toBeUndefined()
  expect(tellingOf('begin; commit', false)).toMatchObject({ effect: 'begins', mayEnd: false })
})
