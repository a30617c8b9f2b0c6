import type { Facts } from '../../verdict/leak'
import { row, text, type TypeWording } from '../type-wording'

export const databases = {
  'pg-pool': {
    packages: ['pg', 'pg-pool'],
    reuse: 'make one pool and reuse it',
    severity: 'fail',
    one: () => 'a PostgreSQL pool',
    many: () => 'PostgreSQL pools',
    opened: () => 'created',
    neverClosed: () => 'never ended',
    detail: (facts) => [
      'pool',
      `${facts.server === undefined ? '' : `${text(facts.server)}, `}${poolCounts(facts)}`,
    ],
    lends: ({ checkedOut }) => Number(checkedOut) > 0,
    help: (hook, { checkedOut }) =>
      `${Number(checkedOut) > 0 ? '`client.release()` for each that is checked out, then ' : ''}\`await pool.end()\` in \`${hook}\``,
  },
  'pg-client': {
    packages: ['pg', 'pg-pool'],
    severity: 'fail',
    held: ({ checkedOut }) => (checkedOut === true ? 'connection' : undefined),
    one: () => 'a PostgreSQL client',
    many: () => 'PostgreSQL clients',
    opened: (facts) => (facts.checkedOut === true ? 'checked out' : 'connected'),
    neverClosed: (facts) => (facts.checkedOut === true ? 'never released' : 'never ended'),
    detail: (facts) =>
      facts.checkedOut === true ? ['pool', poolCounts(facts)] : row('server', facts.server),
    state: activity,
    help: (hook, { busy, checkedOut }) =>
      checkedOut === true
        ? 'release it in `finally`: `try { … } finally { client.release() }`'
        : `${busy === true ? 'wait for its query, then ' : ''}\`await client.end()\` in \`${hook}\``,
  },
  'pg-transaction': {
    packages: ['pg', 'pg-pool'],
    severity: 'fail',
    held: () => 'transaction',
    one: () => 'a PostgreSQL transaction',
    many: () => 'PostgreSQL transactions',
    opened: ({ checkedOut }) => (checkedOut === true ? 'opened on a client that was checked out' : 'begun'),
    neverClosed: () => 'neither committed nor rolled back',
    detail: () => undefined,
    state: activity,
    help: () => '`await client.query("ROLLBACK")` in `catch`, before `client.release()`',
  },
  'pg-query': {
    packages: ['pg', 'pg-pool'],
    severity: 'fail',
    held: () => 'otherwise',
    one: () => 'a PostgreSQL query',
    many: () => 'PostgreSQL queries',
    opened: () => 'sent',
    neverClosed: () => 'is still running',
    detail: ({ statement }) => row('query', statement),
    help: () => 'wait for it, also when its result does not matter: `await client.query(…)`',
  },
  'pg-advisory-lock': {
    packages: ['pg', 'pg-pool'],
    severity: 'fail',
    held: () => 'otherwise',
    one: () => 'a PostgreSQL advisory lock',
    many: () => 'PostgreSQL advisory locks',
    opened: () => 'taken',
    neverClosed: () => 'never released',
    detail: ({ statement }) => row('lock', statement),
    help: () =>
      '`pg_advisory_unlock(…)` in `finally`, or `pg_advisory_xact_lock(…)`, which ends with its transaction',
  },
  'pg-listen': {
    packages: ['pg', 'pg-pool'],
    severity: 'fail',
    held: () => 'otherwise',
    one: () => 'a PostgreSQL LISTEN',
    many: () => 'PostgreSQL LISTENs',
    opened: () => 'started',
    neverClosed: () => 'never stopped',
    detail: ({ channel }) => row('channel', channel),
    help: (hook) =>
      `\`await client.query("UNLISTEN *")\` in \`${hook}\`, before the client goes back to its pool`,
  },
  'sqlite-database': {
    packages: ['better-sqlite3', 'sqlite3'],
    severity: 'fail',
    one: () => 'a SQLite database',
    many: () => 'SQLite databases',
    opened: () => 'opened',
    neverClosed: () => 'never closed',
    detail: ({ name, inTransaction, busy, unfinalized }) => [
      'file',
      [
        text(name),
        ...(inTransaction === true ? ['in a transaction'] : []),
        ...(busy === true ? ['with an iterator open'] : []),
        ...(unfinalized === true ? ['with statements that are not finalized'] : []),
      ].join(', '),
    ],
    help: (hook, { busy, unfinalized }) => {
      const first = [
        ...(busy === true ? ['end the iterator (`iterator.return()`), then '] : []),
        ...(unfinalized === true ? ['`statement.finalize()` for each that was prepared, then '] : []),
      ]
      return `${first.join('')}\`db.close()\` in \`${hook}\``
    },
  },
  'sqlite-transaction': {
    packages: ['better-sqlite3', 'sqlite3'],
    severity: 'fail',
    held: () => 'transaction',
    one: () => 'a SQLite transaction',
    many: () => 'SQLite transactions',
    opened: () => 'begun',
    neverClosed: () => 'neither committed nor rolled back',
    detail: ({ name }) => row('file', name),
    state: activity,
    help: () => '`db.exec("ROLLBACK")` in `catch`, or `db.transaction(fn)` where the library has it',
  },
  'sqlite-iterator': {
    packages: ['better-sqlite3', 'sqlite3'],
    severity: 'fail',
    held: () => 'otherwise',
    one: () => 'a SQLite iterator',
    many: () => 'SQLite iterators',
    opened: () => 'started',
    neverClosed: () => 'never finished',
    detail: ({ name, statement }) => [
      'rows',
      `${statement === undefined ? '' : `${text(statement)}, `}of ${text(name)}`,
    ],
    help: () => 'call `iterator.return()` in `finally`; `for … of` does so by itself',
  },
  'sqlite-wal': {
    packages: ['better-sqlite3', 'sqlite3'],
    severity: 'warn',
    one: () => 'the write-ahead log of a SQLite database',
    many: () => 'write-ahead logs of SQLite databases',
    opened: () => 'opened',
    neverClosed: () => 'left behind',
    detail: ({ names }) => row('files', names),
    help: () =>
      'close each connection before its file is removed or copied, and remove the log with the database',
  },
  'mysql-pool': {
    packages: ['mysql2'],
    reuse: 'make one pool and reuse it',
    severity: 'fail',
    one: () => 'a MySQL pool',
    many: () => 'MySQL pools',
    opened: () => 'created',
    neverClosed: () => 'never ended',
    detail: (facts) => ['pool', poolCounts(facts)],
    help: (hook) => `\`await pool.end()\` in \`${hook}\``,
  },
  'mysql-connection': {
    packages: ['mysql2'],
    severity: 'fail',
    one: () => 'a MySQL connection',
    many: () => 'MySQL connections',
    opened: () => 'opened',
    neverClosed: () => 'never ended',
    detail: ({ server }) => row('server', server),
    help: (hook) => `\`await connection.end()\` in \`${hook}\``,
  },
  'mongo-client': {
    packages: ['mongodb'],
    reuse: 'make one client and reuse it',
    severity: 'fail',
    one: () => 'a MongoDB client',
    many: () => 'MongoDB clients',
    opened: () => 'created',
    neverClosed: () => 'never closed',
    detail: ({ server, status }) => row('server', `${text(server)}, ${text(status)}`),
    help: (hook) => `\`await client.close()\` in \`${hook}\``,
  },
  'redis-client': {
    packages: ['ioredis', 'redis', '@redis/client'],
    severity: 'fail',
    one: () => 'a Redis client',
    many: () => 'Redis clients',
    opened: () => 'created',
    neverClosed: () => 'never closed',
    detail: ({ server, status }) =>
      server === undefined ? row('client', text(status)) : row('server', `${text(server)}, ${text(status)}`),
    help: (hook, { library }) =>
      library === 'ioredis'
        ? `\`await redis.quit()\` in \`${hook}\` (\`redis.disconnect()\` when the server is away)`
        : `\`await client.close()\` in \`${hook}\``,
  },
} satisfies Record<string, TypeWording>

function poolCounts({ max, checkedOut, idle, waiting, total }: Facts): string {
  const out = checkedOut === true || checkedOut === undefined ? Number(total) - Number(idle) : checkedOut
  return `max ${text(max)}: ${text(out)} checked out, ${text(idle)} idle, ${text(waiting)} waiting`
}

function activity({ activity: what }: Facts): string | undefined {
  return what === undefined ? undefined : text(what)
}
