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

const pad = (subject: string): string => `NO  ${subject.padEnd('next instance'.length)}  `

test.each<[string, string, Partial<SingletonFacts>]>([
  [
    'a module that has no such export',
    pad('singleton') +
      'expected the export that ./src/db#Db names, found no file: mend the path or the name; for TypeScript that ' +
      'Node cannot load: NODE_OPTIONS="--import tsx"',
    { problem: 'no file' },
  ],
  [
    'an instance that nothing makes',
    pad('singleton') +
      'expected Db.getInstance() to succeed, found an error: no URL: if it needs arguments or a variable, export an ' +
      'object whose getInstance() gives them',
    { create: { kind: 'threw', error: 'no URL' } },
  ],
  [
    'a class without a reset',
    pad('reset') +
      'expected Db.resetInstance(), found no such method: add one that forgets the instance and closes what it holds: ' +
      'docs/singletons.md',
    { reset: { kind: 'missing' }, again: 'same' },
  ],
  [
    'other settings',
    pad('singleton') +
      'expected a session at test@host:5432/test once Db.getInstance() is done, found one at app@db:5432/a, app@db:5432/b: ' +
      'the singleton reads other settings than --database: make them the same, or give the other URL',
    {
      connections: [
        ...[true, false].map((here) => ({ endpoint: 'app@db:5432/a', here })),
        ...[false, false].map((here) => ({ endpoint: 'app@db:5432/b', here })),
      ],
    },
  ],
  [
    'no connection yet',
    pad('singleton') +
      'expected a session at test@host:5432/test once Db.getInstance() is done, found no connection by pg: if it connects ' +
      'with its first query, export an object whose getInstance() makes one and awaits it',
    { connections: [] },
  ],
  [
    'sessions that the reset leaves',
    pad('reset') +
      'expected no session after Db.resetInstance(), found 1 session still at the server: await `pool.end()` in it, and ' +
      'return its promise',
    { left: 1, leftElsewhere: 1 },
  ],
  [
    'an instance that is never forgotten',
    pad('next instance') +
      'expected a fresh instance from Db.getInstance() after the reset, found the one that was reset: forget the instance ' +
      'in resetInstance(), before the first `await`',
    { again: 'same' },
  ],
])('%s', (_, line, given) => {
  expect(disagreements(given)).toEqual([line])
})

test('what was not tried is not told', () => {
  expect(findingLines(judgeDatabase(facts))).toHaveLength(2)
  expect(
    findingLines(judgeDatabase({ ...facts, singleton: { ...singleton, again: undefined } })),
  ).toHaveLength(4)
})

test('sessions are counted', () => {
  const connections = [1, 2].map(() => ({ endpoint: 'test@host:5432/test', here: true }))
  expect(findingLines(judgeDatabase({ ...facts, singleton: { ...singleton, connections } }))).toContain(
    'ok  singleton      Db: 2 sessions at this server',
  )
})

test('a server that has no session left', () => {
  expect(disagreements({}, { headroom: 0 })).toEqual([
    'NO  server         expected sessions that are left to the tests, found none of 97 at test@host:5432/test: `jest-leakguard monitor` shows who has them',
  ])
})

test('what a module prints into its errors cannot control the terminal', () => {
  expect(disagreements({ problem: 'a\u001B[2Jb\nc' })).toEqual([expect.stringContaining('found a [2Jb c: ')])
})
