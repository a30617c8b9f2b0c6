import { inOrder, judgeActivity, type SessionActivity } from '../../../src/verdict/databases/server-activity'

const session = (id: string, given: Partial<SessionActivity> = {}): SessionActivity => ({
  ...{ id, name: '', user: 'test', database: 'test', client: '', state: 'idle', idleInTransaction: false },
  ...{ inState: 100, age: 100, statement: '' },
  ...given,
})
const activity = (sessions: readonly SessionActivity[], limit?: number) => ({
  ...{ server: 'PostgreSQL' as const, address: 'test@host:5432/test', limit, sessions },
})
const ids = (sessions: readonly SessionActivity[]): string[] => sessions.map(({ id }) => id)

test('a session is stuck once it has been idle in a transaction for as long as is tolerated', () => {
  const sessions = [
    session('short', { idleInTransaction: true, inState: 999 }),
    session('long', { idleInTransaction: true, inState: 1_000 }),
    session('longest', { idleInTransaction: true, inState: 5_000 }),
    session('idle', { inState: 9_000 }),
  ]

  expect(ids(judgeActivity(activity(sessions), { idle: 1_000, headroom: 1 }).stuck)).toEqual([
    'longest',
    'long',
  ])
})

test.each([
  [2, false],
  [3, true],
])('with 2 of 4 left, %d wanted: too few %s', (headroom, tooFewLeft) => {
  const verdict = judgeActivity(activity([session('1'), session('2')], 4), { idle: 0, headroom })

  expect(verdict).toEqual({ headroom: 2, tooFewLeft, stuck: [] })
})

test('without a known limit nothing is said of it', () => {
  expect(judgeActivity(activity([]), { idle: 0, headroom: 5 })).toMatchObject({
    headroom: undefined,
    tooFewLeft: false,
  })
})

test('test files come first; within one, what is idle in a transaction', () => {
  const sessions = [
    session('psql', { name: 'psql' }),
    session('b', { file: 'b.test.js' }),
    session('a idle', { file: 'a.test.js', inState: 9_000 }),
    session('a stuck', { file: 'a.test.js', idleInTransaction: true }),
  ]

  expect(ids(inOrder(sessions))).toEqual(['a stuck', 'a idle', 'b', 'psql'])
})

test('where the server does not say how long, it was no time', () => {
  const sessions = [
    session('unknown', { idleInTransaction: true, inState: undefined }),
    session('some', { idleInTransaction: true, inState: 5 }),
  ]
  const stuck = (idle: number): string[] =>
    ids(judgeActivity(activity(sessions), { idle, headroom: 1 }).stuck)
  expect(stuck(0)).toEqual(['some', 'unknown'])
  expect(stuck(1)).toEqual(['some'])
  expect(ids(inOrder(sessions))).toEqual(['some', 'unknown'])
})

test('others come last, by name, whatever it is; equals by how long they have been as they are', () => {
  const sessions = [
    session('zsh', { name: 'zsh' }),
    session('a psql', { name: 'a psql' }),
    session('z short', { file: 'z.test.js', inState: 1 }),
    session('z long', { file: 'z.test.js', inState: 2 }),
    session('b 2', { file: 'b.test.js' }),
    session('b 1', { file: 'b.test.js' }),
  ]
  const sorted = ['b 1', 'b 2', 'z long', 'z short', 'a psql', 'zsh']
  expect(ids(inOrder(sessions))).toEqual(sorted)
  expect(ids(inOrder(sessions.toReversed()))).toEqual(sorted)
})
