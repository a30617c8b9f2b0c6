import SqliteConnection from 'better-sqlite3'
import { type Accounts, type Database, inTransaction, settled, type Transaction } from './database'

/** Accounts in a SQLite file, through one connection that transactions take in turns. */
export class SqliteDB implements Database {
  readonly #connection: SqliteConnection.Database
  #last: Promise<void> = Promise.resolve()

  constructor(file: string) {
    this.#connection = new SqliteConnection(file)
    this.#connection.pragma('journal_mode = WAL')
    this.#connection.exec(
      'CREATE TABLE IF NOT EXISTS accounts (id TEXT PRIMARY KEY, cents INTEGER NOT NULL CHECK (cents >= 0)) STRICT',
    )
  }

  transaction<T>(work: (accounts: Accounts) => Promise<T>): Promise<T> {
    return inTransaction(() => this.begin(), work)
  }

  async begin(): Promise<Transaction> {
    const before = this.#last
    let end = (): void => undefined
    this.#last = new Promise((resolve) => (end = resolve))
    await before
    try {
      this.#connection.exec('BEGIN IMMEDIATE')
      return new SqliteTransaction(this.#connection, end)
    } catch (error) {
      end()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#last
    this.#connection.close()
  }
}

class SqliteTransaction implements Transaction {
  readonly #connection: SqliteConnection.Database
  readonly #ended: () => void

  constructor(connection: SqliteConnection.Database, ended: () => void) {
    this.#connection = connection
    this.#ended = ended
  }

  balance(id: string): Promise<bigint | undefined> {
    return settled(() => {
      const statement = this.#connection.prepare<[string], { cents: bigint }>(
        'SELECT cents FROM accounts WHERE id = ?',
      )
      return statement.safeIntegers().get(id)?.cents
    })
  }

  setBalance(id: string, cents: bigint): Promise<void> {
    return settled(() => {
      this.#connection
        .prepare(
          'INSERT INTO accounts (id, cents) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET cents = excluded.cents',
        )
        .run(id, cents)
    })
  }

  commit(): Promise<void> {
    return settled(() => this.#end('COMMIT'))
  }

  rollback(): Promise<void> {
    return settled(() => this.#end('ROLLBACK'))
  }

  #end(statement: 'COMMIT' | 'ROLLBACK'): void {
    try {
      if (this.#connection.inTransaction) this.#connection.exec(statement)
    } finally {
      this.#ended()
    }
  }
}
