import { statementShape } from '../../resources/statement-shape'
import type { SessionActivity } from '../../verdict/databases/server-activity'
import { limitQuery, PgConnection, type Row } from '../pg-connection'
import { loadDriver } from './driver'
import { type ActivityServer, nameOf, numberOf, textOf } from './source'

const since = (column: string): string =>
  `greatest(0, extract(epoch from clock_timestamp() - ${column}) * 1000)::float8`

/** To a plain user, the sessions of others have no state and no query. */
const activityQuery = `
  select pid as id, application_name as tag, usename as user, datname as database,
    coalesce(host(client_addr), case when client_port = -1 then 'unix socket' end) as address, client_port as port,
    case when wait_event_type = 'Lock' then 'waiting for a lock' else state end as state,
    coalesce(state like 'idle in transaction%', false) as idle_in_transaction,
    ${since('state_change')} as in_state, ${since('backend_start')} as age,
    case when state is not null then left(query, 2000) end as query
  from pg_stat_activity
  where datname is not null and usename is not null and coalesce(backend_type, 'client backend') = 'client backend'
    and pid <> pg_backend_pid()`

export function postgresActivity(rootDir: string, url: string | undefined): ActivityServer {
  const connection = new PgConnection(rootDir, url)
  return {
    explain: (error) => connection.explain(error),
    async connect() {
      loadDriver(rootDir, ['pg'])
      await connection.connect()
      const [row] = await connection.rows(limitQuery)
      const shared = {
        server: 'PostgreSQL',
        address: connection.address,
        limit: numberOf(row?.limit),
      } as const
      return {
        look: async () => {
          const rows = await connection.rows(activityQuery)
          const hidden = rows.some(({ state }) => state === null)
            ? 'the state of sessions of other users: that takes the role pg_monitor'
            : undefined
          return { ...shared, hidden, sessions: rows.map(toActivity) }
        },
        close: () => connection.end(),
      }
    },
  }
}

function toActivity(row: Row): SessionActivity {
  const { address, port, query } = row
  return {
    id: textOf(row.id),
    ...nameOf(row.tag),
    user: textOf(row.user),
    database: textOf(row.database),
    client: typeof port === 'number' && port > 0 ? `${textOf(address)}:${String(port)}` : textOf(address),
    state: textOf(row.state),
    idleInTransaction: row.idle_in_transaction === true,
    inState: numberOf(row.in_state),
    age: numberOf(row.age),
    statement: typeof query === 'string' ? statementShape(query) : '',
  }
}
