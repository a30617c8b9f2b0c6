import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PoolClient } from 'pg'
import { type Accounts, type Database, inTransaction, type Transaction } from './database'
import { ServiceError } from './errors'

/** Conflicts between transactions: serialization failure and deadlock. They pass when the work is done again. */
const conflicts = new Set(['40001', '40P01'])
const attempts = 10

/** Accounts in PostgreSQL, through a pool of connections. */
export class PostgresDB implements Database {
  readonly #pool: Pool

  private constructor(pool: Pool) {
    this.#pool = pool
    // A connection that the server ends while nobody uses it: the pool opens another when it is needed.
    pool.on('error', (error) => console.error(`PostgreSQL: ${error.message}`))
  }

  static async open(url: string | undefined, maxConnections: number): Promise<PostgresDB> {
    const options = { max: maxConnections, application_name: 'database-service' }
    const database = new PostgresDB(
      new Pool(url === undefined ? options : { ...options, connectionString: url }),
    )
    await database.#createTable()
    return database
  }

  async transaction<T>(work: (accounts: Accounts) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(() => this.begin(), work)
      } catch (cause) {
        if (!conflicts.has(String((cause as { code?: unknown }).code))) throw cause
        if (attempt === attempts)
          throw new ServiceError('conflict', `${attempts} attempts met conflicts`, { cause })
        await sleep(2 ** attempt * Math.random())
      }
    }
  }

  async begin(): Promise<Transaction> {
    const client = await this.#pool.connect()
    try {
      await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
      return new PostgresTransaction(client)
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** One at a time: two processes that create the same table would fail. */
  async #createTable(): Promise<void> {
    await this.#pool.query(`
      BEGIN;
      SELECT pg_advisory_xact_lock(4711);
      CREATE TABLE IF NOT EXISTS accounts (id text PRIMARY KEY, cents bigint NOT NULL CHECK (cents >= 0));
      COMMIT`)
  }
}

class PostgresTransaction implements Transaction {
  readonly #client: PoolClient

  constructor(client: PoolClient) {
    this.#client = client
  }

  async balance(id: string): Promise<bigint | undefined> {
    const { rows } = await this.#client.query<{ cents: string }>('SELECT cents FROM accounts WHERE id = $1', [
      id,
    ])
    return rows[0] && BigInt(rows[0].cents)
  }

  async setBalance(id: string, cents: bigint): Promise<void> {
    await this.#client.query(
      'INSERT INTO accounts (id, cents) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET cents = excluded.cents',
      [id, cents],
    )
  }

  async commit(): Promise<void> {
    await this.#client.query('COMMIT')
    this.#client.release()
  }

  /** A connection that cannot even roll back is not used again. */
  async rollback(): Promise<void> {
    const failure = await this.#client.query('ROLLBACK').then(
      () => undefined,
      (error: unknown) => error,
    )
    this.#client.release(failure !== undefined)
  }
}
