import type { SessionActivity } from '../../src/verdict/databases/server-activity'
import { activityPage } from '../../src/wording/server-activity'

const style = (_: string, text: string): string => text

const session = (given: Partial<SessionActivity>): SessionActivity => ({
  ...{ id: '1', name: '', user: 'test', database: 'test', client: '10.0.0.1:4711', state: 'idle' },
  ...{ idleInTransaction: false, inState: 240, age: undefined, statement: '' },
  ...given,
})
const page = (sessions: readonly SessionActivity[], width?: number): string[] =>
  activityPage(
    { server: 'PostgreSQL', address: 'test@host:5432/test', limit: 97, sessions },
    { headroom: 95, tooFewLeft: false, stuck: sessions.filter(({ idleInTransaction }) => idleInTransaction) },
    {
      style: (name, text) => (name === 'red' ? `!${text}` : style(name, text)),
      ...(width === undefined ? {} : { width }),
    },
  )

test('sessions in columns, by test file, name or address; who is stuck stands out', () => {
  expect(
    page([
      session({ id: '10', name: 'psql', inState: 3_200 }),
      session({
        ...{
          id: '9',
          file: 'a.test.js',
          worker: 'w2',
          state: 'idle in transaction',
          idleInTransaction: true,
        },
        ...{ inState: 720_000, age: 18_000_000, statement: 'select ?' },
      }),
      session({ id: '11' }),
    ]),
  ).toEqual([
    'PostgreSQL test@host:5432/test: 3 sessions, headroom 95 of 97, 1 idle in transaction',
    '',
    'session  test file or client  worker  state                for     age  last statement',
    '!9        a.test.js            w2      idle in transaction  12 min  5 h  select ?',
    '11       test@10.0.0.1:4711           idle                 240 ms',
    '10       psql                         idle                 3.2 s',
  ])
})

test('a name cannot control the terminal, and rows are cut to its width', () => {
  const [, , , row] = page([session({ name: 'evil\u001B[2J\u202E' })], 25)

  expect(row).toBe('1        evil?[2J?      …')
})

test('nothing but the line for a server that nobody uses', () => {
  expect(page([])).toEqual([
    'PostgreSQL test@host:5432/test: 0 sessions, headroom 95 of 97, 0 idle in transaction',
  ])
})
