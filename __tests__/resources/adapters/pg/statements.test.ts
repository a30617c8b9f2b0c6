import { effectsOf } from '../../../../src/resources/adapters/pg/statements'

const begin = { kind: 'begin' }
const rollback = { kind: 'finish', rollback: true }
const commit = { kind: 'finish', rollback: false }
const lock = (key: string, more = {}) => ({ kind: 'lock', key, tries: false, unlock: undefined, ...more })

test.each([
  ['select 1', []],
  ['BEGIN', [begin]],
  ['begin isolation level serializable', [begin]],
  ['-- of an ORM\n/* and another */ START TRANSACTION', [begin]],
  ['set x = 1; begin; select 1', [begin]],
  ['do $$ begin perform 1; end $$', []],
  ["insert into t values ('begin; listen x')", []],
  ['commit', [commit]],
  ['END', [commit]],
  [`prepare transaction 'a'`, [commit]],
  ['prepare q as select 1', []],
  ['rollback', [rollback]],
  ['abort', [rollback]],
  ['rollback to savepoint a', []],
  ['begin; insert into t values (1); commit', [begin, commit]],
  ['discard all', [{ kind: 'discard' }]],
  ['discard temp', []],
  ['listen Orders', [{ kind: 'listen', channel: 'orders' }]],
  ['LISTEN "Or""ders"', [{ kind: 'listen', channel: 'Or"ders' }]],
  ['unlisten *', [{ kind: 'unlisten', channel: '*' }]],
  ['unlisten orders', [{ kind: 'unlisten', channel: 'orders' }]],
  ['select pg_advisory_lock(1)', [lock('(1)', { unlock: 'select pg_advisory_unlock(1)' })]],
  [
    'select pg_advisory_lock_shared( 1,2 )',
    [lock('_shared(1,2)', { unlock: 'select pg_advisory_unlock_shared( 1,2 )' })],
  ],
  [
    "select pg_try_advisory_lock('7'::bigint) as ok",
    [lock('(7)', { tries: true, unlock: "select pg_advisory_unlock('7'::bigint)" })],
  ],
  ['select a, pg_advisory_lock(hash(a)) from t', [lock('(hash(a))')]],
  ['select pg_advisory_unlock(1)', [{ kind: 'unlock', key: '(1)' }]],
  ['select pg_advisory_unlock_all()', [{ kind: 'unlock', key: undefined }]],
  ['select pg_advisory_xact_lock(1)', []],
])('%s', (text, effects) => {
  expect(effectsOf(text, [])).toEqual(effects)
})

test('a lock is the same whether its number stands in the text or among the values', () => {
  expect(effectsOf('select pg_advisory_lock($2)', [1, 42])).toMatchObject([{ key: '(42)' }])
  expect(effectsOf('select pg_advisory_unlock(42)', [])).toMatchObject([{ key: '(42)' }])
})
