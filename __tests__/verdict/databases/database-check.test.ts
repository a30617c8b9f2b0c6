import {
  type DatabaseFacts,
  judgeDatabase,
  type SingletonFacts,
} from '../../../src/verdict/databases/database-check'
import { findingLines } from '../../../src/wording/database-check'

const facts: DatabaseFacts = {
  ...{ address: 'test@host:5432/test', serverVersion: '18.4', driverVersion: '8.23.1' },
  ...{ headroom: 90, limit: 97 },
}
const singleton: SingletonFacts = {
  ...{ spec: './src/db#Db', name: 'Db', create: { kind: 'done' }, reset: { kind: 'done' } },
  connections: [{ endpoint: 'test@host:5432/test', here: true }],
  ...{ left: 0, leftElsewhere: 0, again: 'fresh' },
}
const disagreements = (given: Partial<SingletonFacts>, more: Partial<DatabaseFacts> = {}): string[] =>
  findingLines(judgeDatabase({ ...facts, ...more, singleton: { ...singleton, ...given } })).filter((line) =>
    line.startsWith('NO '),
  )

test('one line for each that agrees', () => {
  expect(findingLines(judgeDatabase({ ...facts, singleton }))).toEqual([
    'ok  driver         pg 8.23.1',
    'ok  server         PostgreSQL 18.4 at test@host:5432/test, headroom 90 of 97',
    'ok  singleton      Db: 1 session at this server',
    'ok  reset          Db.resetInstance() has closed what was open',
    'ok  next instance  another one',
  ])
})

test.each<[string, Partial<SingletonFacts>]>([
  [
    'expected Db.resetInstance() to settle, found nothing after 10 s: see what it waits for',
    { reset: { kind: 'hung' }, again: undefined },
  ],
  [
    'expected Db.getInstance(), found no such method: name an export with getInstance()',
    { create: { kind: 'missing' } },
  ],
  [
    'expected Db.resetInstance() to succeed, found an error: gone: a reset has to succeed',
    { reset: { kind: 'threw', error: 'gone' }, again: undefined },
  ],
  ['found 2 sessions at another server: await `pool.end()` in it', { leftElsewhere: 2 }],
  ['found an error, or one that does not connect', { again: 'failed' }],
])('%s', (words, given) => {
  expect(disagreements(given)).toEqual([expect.stringContaining(words)])
})

test('a server that has no session left', () => {
  expect(disagreements({}, { headroom: 0 })).toEqual([
    'NO  server         expected sessions that are left to the tests, found none of 97 at test@host:5432/test: `jest-leakguard monitor` shows who has them',
  ])
})

test('what a module prints into its errors cannot control the terminal', () => {
  expect(disagreements({ problem: 'a\u001B[2Jb\nc' })).toEqual([expect.stringContaining('found a [2Jb c: ')])
})
