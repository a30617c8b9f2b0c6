import type { Monitor, ServerKind, Session } from './monitor'
import { limitQuery, PgConnection, type Row } from './pg-connection'

/** Workers of a plain user see others' sessions without their type; background processes have no database. */
const sessionsQuery = `
  select pid || ' ' || coalesce(backend_start::text, '') as id, client_port as port, application_name as tag,
    coalesce(state like 'idle in transaction%', false) as idle_in_transaction
  from pg_stat_activity
  where datname is not null and usename is not null and coalesce(backend_type, 'client backend') = 'client backend'
    and pid <> pg_backend_pid()`

/** Counts with the project's own `pg`. Without a connection string, the standard `PG*` variables say where. */
export function postgresServer(rootDir: string, connectionString: string | undefined): ServerKind {
  const connection = new PgConnection(rootDir, connectionString)
  return {
    name: 'PostgreSQL',
    async connect() {
      await connection.connect()
      const [row] = await connection.rows(limitQuery)
      return monitorOf(connection, Number(row?.limit))
    },
    explain: (error) => connection.explain(error),
  }
}

function monitorOf(connection: PgConnection, limit: number): Monitor {
  return {
    port: connection.port,
    limit,
    async sessions() {
      const rows = await connection.rows(sessionsQuery)
      return rows.map(toSession)
    },
  }
}

function toSession({ id, port, tag, idle_in_transaction }: Row): Session {
  return {
    id: String(id),
    port: typeof port === 'number' && port > 0 ? port : undefined,
    tag: typeof tag === 'string' ? tag : '',
    idleInTransaction: idle_in_transaction === true,
  }
}
