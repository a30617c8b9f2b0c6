import { statementShape } from '../../src/resources/statement-shape'

test.each([
  ['select 1', 'select ?'],
  ['  SELECT *\n\tFROM users;', 'SELECT * FROM users'],
  [`insert into users (name, age) values ('Ada', 36)`, 'insert into users (name, age) values (?, …)'],
  ['select * from t1 where id = $1 and b2 in ($2, $3)', 'select * from t1 where id = ? and b2 in (?, …)'],
  ['select 1.5e-3, -7, .5, 0xff', 'select ?, …'],
  [`select 'it''s', "it's column" from t`, 'select ?, "it\'s column" from t'],
  [String.raw`select E'a\'secret' || 'b'`, 'select ? || ?'],
  [String.raw`select 'a\' || secret`, 'select ? || secret'],
  [`select U&'d\\0061t', B'101', X'1F', N'x'`, 'select ?, …'],
  ['do $body$ begin perform secret(); end $body$', 'do ?'],
  ['select $$secret$$, $a$ $$ secret $a$', 'select ?, …'],
  ['select /* secret */ 1 -- secret\n from t', 'select ? from t'],
  [`select 'never closed secret`, 'select ?'],
  ['select /* never closed secret', 'select'],
  ['set app.token = secret', 'set app.token = ?'],
  ['SET LOCAL app.token TO secret', 'SET LOCAL app.token TO ?'],
  [`alter role app with password 'secret'`, 'alter role app with password ?'],
  [`create user app password 'secret' login`, 'create user app password ?'],
  ['', ''],
])('%j becomes %j', (sql, shape) => {
  expect(statementShape(sql)).toBe(shape)
})

test('double quotes hold values where the server may take them for such', () => {
  expect(statementShape('select "secret"', 'value')).toBe('select ?')
})

test('long statements are cut', () => {
  expect(statementShape(`select ${'column, '.repeat(20)} from t`)).toMatch(/^select column, .{60,72}…$/)
})

test('a text of megabytes is not read to its end', () => {
  expect(statementShape(`insert into t values ('${'x'.repeat(5_000_000)}')`)).toBe('insert into t values (?')
})
