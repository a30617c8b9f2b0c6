import { createRequire } from 'node:module'
import { join } from 'node:path'

import { explainError } from './explain'
import { type Monitor, monitorTag, type ServerKind, type Session } from './monitor'
import { timeLimit } from './within'

/** The parts of `pg.Client` that are used. */
interface PgClient {
  readonly port: number
  readonly password?: unknown
  connect(): Promise<unknown>
  query(query: object): Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  on(event: 'error', listener: () => void): unknown
  end(): Promise<void>
  ref?(): void
  unref?(): void
}

type PgClass = new (config: object) => PgClient

/** Workers of a plain user see others' sessions without their type; background processes have no database. */
const sessionsQuery = `
  select pid || ' ' || coalesce(backend_start::text, '') as id, client_port as port, application_name as tag,
    coalesce(state like 'idle in transaction%', false) as idle_in_transaction
  from pg_stat_activity
  where datname is not null and usename is not null and coalesce(backend_type, 'client backend') = 'client backend'
    and pid <> pg_backend_pid()`

const limitQuery = `
  select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true), '0')::int as "limit"`

/**
 * Counts with the project's own `pg`, which is loaded outside the sandbox: tests neither see it nor mock it.
 * Without a connection string, the standard `PG*` variables say where.
 */
export function postgresServer(rootDir: string, connectionString: string | undefined): ServerKind {
  let password: unknown
  return {
    name: 'PostgreSQL',
    async connect() {
      const { Client } = createRequire(join(rootDir, 'package.json'))('pg') as { Client: PgClass }
      const client = new Client({
        ...(connectionString === undefined ? {} : { connectionString }),
        application_name: monitorTag,
        connectionTimeoutMillis: timeLimit,
        query_timeout: timeLimit,
      })
      password = client.password
      // Told by the next query.
      client.on('error', () => undefined)
      await client.connect()
      const [row] = await queryRows(client, limitQuery)
      return monitorOf(client, Number(row?.limit))
    },
    explain: (error) => explainError(error, '`pg`', typeof password === 'string' ? password : undefined),
  }
}

function monitorOf(client: PgClient, limit: number): Monitor {
  return {
    port: client.port,
    limit,
    async sessions() {
      const rows = await queryRows(client, sessionsQuery)
      return rows.map(toSession)
    },
  }
}

/** Between two queries nothing waits for the connection; during one, the process must not end. */
async function queryRows(client: PgClient, text: string): Promise<readonly Record<string, unknown>[]> {
  client.ref?.()
  try {
    const { rows } = await client.query({ text })
    return rows
  } finally {
    client.unref?.()
  }
}

function toSession({ id, port, tag, idle_in_transaction }: Record<string, unknown>): Session {
  return {
    id: String(id),
    port: typeof port === 'number' && port > 0 ? port : undefined,
    tag: typeof tag === 'string' ? tag : '',
    idleInTransaction: idle_in_transaction === true,
  }
}
