import { loadConfig, loadPort } from '../src/config'

test.each([
  [{}, { kind: 'postgres', url: undefined, maxConnections: 10 }],
  [
    { DATABASE_URL: 'postgres://db/accounts', PG_MAX: '3' },
    { kind: 'postgres', url: 'postgres://db/accounts', maxConnections: 3 },
  ],
  [{ SQLITE_FILE: 'accounts.db' }, { kind: 'sqlite', file: 'accounts.db' }],
])('%j', (env, config) => {
  expect(loadConfig(env)).toEqual(config)
})

test.each([
  [
    { SQLITE_FILE: 'accounts.db', DATABASE_URL: 'postgres://db' },
    'SQLITE_FILE and DATABASE_URL are both set',
  ],
  [{ SQLITE_FILE: 'accounts.db', PG_MAX: '3' }, 'SQLITE_FILE and PG_MAX are both set'],
  [{ SQLITE_FILE: '' }, 'SQLITE_FILE: expected a path, given ""'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL: expected a postgres:// URL'],
  [{ PG_MAX: '0' }, 'PG_MAX: expected a whole number from 1 to 1000, given "0"'],
])('%j is refused', (env, message) => {
  expect(() => loadConfig(env)).toThrow(message)
})

test.each([
  [{}, 8080],
  [{ PORT: '0' }, 0],
])('the port of %j is %d', (env, port) => {
  expect(loadPort(env)).toBe(port)
})

test.each(['-1', '65536', '', 'http'])('the port "%s" is refused', (PORT) => {
  expect(() => loadPort({ PORT })).toThrow(`PORT: expected a whole number from 0 to 65535, given "${PORT}"`)
})
