import { projectRequire } from '../loading/project-require'

import { explainFailure, passwordOf } from './explain'
import type { Monitor, ServerKind, Session } from './monitor'
import { timeLimit, within } from './within'

type Row = Readonly<Record<string, unknown>>

/** The parts of mysql2's connections that are used. */
interface Connection {
  readonly stream: { ref(): void; unref(): void }
  query(sql: string, callback: (error: Error | null, rows: readonly Row[]) => void): void
  on(event: 'error', listener: () => void): unknown
}

interface Mysql2 {
  readonly createConnection: (config: object) => Connection
}

/** Threads of the server itself have no host. */
const sessionsQuery = `select id, host, command from information_schema.processlist
  where id <> connection_id() and command not in ('Daemon', 'Binlog Dump') and user <> 'system user'`

/** It takes the privilege PROCESS. */
const transactionsQuery = 'select trx_mysql_thread_id as id from information_schema.innodb_trx'

/** Counts with the project's own `mysql2`, loaded outside the sandbox. */
export function mysqlServer(rootDir: string, connectionString = 'mysql://root@127.0.0.1:3306'): ServerKind {
  return {
    name: 'MySQL',
    async connect() {
      const { createConnection } = projectRequire(rootDir)('mysql2') as Mysql2
      const connection = createConnection({ uri: connectionString, connectTimeout: timeLimit })
      // Told by the next query.
      connection.on('error', () => undefined)
      const [row] = await rowsOf(connection, 'select @@max_connections as most')
      return monitorOf(connection, Number(new URL(connectionString).port || 3306), Number(row?.most))
    },
    explain: (error) => explainFailure(error, '`mysql2`', passwordOf(connectionString)),
  }
}

function monitorOf(connection: Connection, port: number, limit: number): Monitor {
  return {
    port,
    limit,
    async sessions() {
      const rows = await rowsOf(connection, sessionsQuery)
      const transactions = await rowsOf(connection, transactionsQuery).catch(() => [])
      const open = new Set(transactions.map(({ id }) => String(id)))
      return rows.map((row) => toSession(row, open))
    },
  }
}

/** Between two queries nothing waits for the connection; during one, the process must not end. */
async function rowsOf(connection: Connection, sql: string): Promise<readonly Row[]> {
  connection.stream.ref()
  try {
    return await within(
      new Promise((resolve, reject) => {
        connection.query(sql, (error, rows) => {
          if (error === null) resolve(rows)
          else reject(error)
        })
      }),
    )
  } finally {
    connection.stream.unref()
  }
}

function toSession(row: Row, inTransaction: ReadonlySet<string>): Session {
  // MySQL's columns have names in capitals.
  const { id, host, command } = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const port = typeof host === 'string' ? /:(\d+)$/.exec(host)?.[1] : undefined
  return {
    id: String(id),
    port: port === undefined ? undefined : Number(port),
    tag: '',
    idleInTransaction: command === 'Sleep' && inTransaction.has(String(id)),
  }
}
