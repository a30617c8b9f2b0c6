import { projectRequire } from '../loading/project-require'

import { explainFailure } from './explain'
import { monitorTag } from './monitor'

/** Milliseconds to connect, and for an answer. */
const timeLimit = 5_000

/** The parts of `pg.Client` that are used. */
interface PgClient {
  readonly host: string
  readonly port: number
  readonly user?: unknown
  readonly database?: unknown
  readonly password?: unknown
  connect(): Promise<unknown>
  query(query: object): Promise<{ readonly rows: readonly Row[] }>
  on(event: 'error', listener: () => void): unknown
  end(): Promise<void>
  ref?(): void
  unref?(): void
}

type PgClass = new (config: object) => PgClient

export type Row = Readonly<Record<string, unknown>>

/** Connections that the server allows to ordinary users, as the column `limit`. */
export const limitQuery = `
  select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true), '0')::int as "limit"`

/**
 * A connection of our own by the project's own `pg`, which is loaded outside the sandbox: tests neither see it nor mock
 * it. Without a connection string, the standard `PG*` variables say where.
 */
export class PgConnection {
  #client: PgClient | undefined
  readonly #rootDir: string
  readonly #connectionString: string | undefined

  constructor(rootDir: string, connectionString: string | undefined) {
    this.#rootDir = rootDir
    this.#connectionString = connectionString
  }

  /** @throws when the driver is not installed or the server does not let us in */
  async connect(): Promise<void> {
    const { Client } = projectRequire(this.#rootDir)('pg') as { Client: PgClass }
    const client = new Client({
      ...(this.#connectionString === undefined ? {} : { connectionString: this.#connectionString }),
      application_name: monitorTag,
      connectionTimeoutMillis: timeLimit,
      query_timeout: timeLimit,
    })
    this.#client = client
    // Told by the next query.
    client.on('error', () => undefined)
    await client.connect()
  }

  get host(): string {
    return this.#client?.host ?? ''
  }

  get port(): number {
    return this.#client?.port ?? 0
  }

  /** `user@host:port/database` */
  get address(): string {
    const { user, host, port, database } = this.#client ?? {}
    return `${String(user)}@${String(host)}:${String(port)}/${String(database)}`
  }

  /** Between two queries nothing waits for the connection; during one, the process must not end. */
  async rows(text: string): Promise<readonly Row[]> {
    const client = this.#client
    if (client === undefined) return []
    client.ref?.()
    try {
      return (await client.query({ text })).rows
    } finally {
      client.unref?.()
    }
  }

  async end(): Promise<void> {
    this.#client?.ref?.()
    await this.#client?.end()
  }

  explain(error: unknown): string {
    return explainFailure(error, '`pg`', this.#client?.password)
  }
}
