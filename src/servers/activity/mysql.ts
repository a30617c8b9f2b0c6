import { statementShape } from '../../resources/statement-shape'
import type { SessionActivity } from '../../verdict/databases/server-activity'
import { explainFailure, passwordOf } from '../explain'
import { monitorTag } from '../monitor'
import { loadDriver } from './driver'
import { type ActivityServer, nameOf, numberOf, textOf } from './source'

type Row = Readonly<Record<string, unknown>>

/** The parts of a connection of `mysql2/promise` that are used. */
interface Connection {
  query(sql: string): Promise<readonly [readonly Row[], unknown]>
  on(event: 'error', listener: () => void): unknown
  end(): Promise<void>
}

interface Driver {
  createConnection(options: object): Promise<Connection>
}

/** Milliseconds to connect. */
const timeLimit = 5_000

const columns = 'p.id, p.user, p.host, p.db, p.command, p.time, p.info'
const ofClients = "p.id <> connection_id() and p.command <> 'Daemon' and p.user <> 'system user'"
const sessions = `from information_schema.processlist p`

const withTransactions = `
  select ${columns}, timestampdiff(microsecond, t.trx_started, now(6)) as in_transaction
  ${sessions} left join information_schema.innodb_trx t on t.trx_mysql_thread_id = p.id where ${ofClients}`

const withoutTransactions = `select ${columns} ${sessions} where ${ofClients}`

/** ER_SPECIFIC_ACCESS_DENIED_ERROR: the table of transactions needs the privilege PROCESS. */
const needsPrivilege = 1227

export function mysqlActivity(rootDir: string, url: URL): ActivityServer {
  return {
    explain: (error) => explainFailure(error, '`mysql2`', passwordOf(url.href)),
    async connect() {
      const driver = loadDriver(rootDir, ['mysql2/promise']).driver as Driver
      const connection = await driver.createConnection({
        uri: url.href,
        connectTimeout: timeLimit,
        connectAttributes: { program_name: monitorTag },
      })
      // Told by the next query.
      connection.on('error', () => undefined)
      const [[row]] = await connection.query('select @@max_connections as most')
      const shared = {
        server: 'MySQL',
        address: `${decodeURIComponent(url.username)}@${url.hostname}:${url.port || '3306'}${url.pathname}`,
        limit: numberOf(row?.most),
      } as const
      return {
        look: async () => {
          const { rows, hidden } = await look(connection)
          return { ...shared, hidden, sessions: rows.map(toActivity) }
        },
        close: () => connection.end(),
      }
    },
  }
}

async function look(connection: Connection): Promise<{ rows: readonly Row[]; hidden?: string }> {
  try {
    return { rows: (await connection.query(withTransactions))[0] }
  } catch (error) {
    if (Reflect.get(error as object, 'errno') !== needsPrivilege) throw error
    const [rows] = await connection.query(withoutTransactions)
    return { rows, hidden: 'transactions, and the sessions of other users: that takes the privilege PROCESS' }
  }
}

/** MySQL and MariaDB write the names of these columns in capitals, or not. */
function toActivity(given: Row): SessionActivity {
  const row = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]))
  const sleeps = row.command === 'Sleep'
  const idleInTransaction = sleeps && numberOf(row.in_transaction) !== undefined
  const seconds = numberOf(row.time)
  return {
    id: textOf(row.id),
    ...nameOf(undefined),
    user: textOf(row.user),
    database: textOf(row.db),
    client: textOf(row.host),
    state: idleInTransaction ? 'idle in transaction' : sleeps ? 'idle' : textOf(row.command).toLowerCase(),
    idleInTransaction,
    inState: seconds === undefined ? undefined : seconds * 1000,
    age: undefined,
    statement: typeof row.info === 'string' ? statementShape(row.info, 'value') : '',
  }
}
