import type { DatabaseConfig } from './config'
import type { Accounts, Database, Transaction } from './database'
import { ServiceError } from './errors'
import { PostgresDB } from './postgres-db'
import { SqliteDB } from './sqlite-db'

/** The one database of this process: opened by its first user, closed by `resetInstance()`. */
export class DatabaseService {
  static #instance: DatabaseService | undefined

  readonly #config: DatabaseConfig
  #opening: Promise<Database> | undefined

  private constructor(config: DatabaseConfig) {
    this.#config = config
  }

  /** Throws a ServiceError when there is an instance of another configuration. */
  static getInstance(config: DatabaseConfig): DatabaseService {
    const instance = (DatabaseService.#instance ??= new DatabaseService(config))
    if (JSON.stringify(instance.#config) !== JSON.stringify(config))
      throw new ServiceError(
        'invalid',
        `the database is already open as ${instance.#config.kind}: reset it first`,
      )
    return instance
  }

  static peekInstance(): DatabaseService | undefined {
    return DatabaseService.#instance
  }

  /** Forgets the instance first: whoever asks meanwhile gets a new one. Settles once its connections are closed. */
  static async resetInstance(): Promise<void> {
    const instance = DatabaseService.#instance
    DatabaseService.#instance = undefined
    if (instance === undefined) return
    const database = await instance.#opening?.catch(() => undefined)
    await database?.close()
  }

  async transaction<T>(work: (accounts: Accounts) => Promise<T>): Promise<T> {
    return (await this.#database()).transaction(work)
  }

  async begin(): Promise<Transaction> {
    return (await this.#database()).begin()
  }

  /** One that could not be opened is tried again by the next caller. */
  #database(): Promise<Database> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    return this.#opening
  }

  async #open(): Promise<Database> {
    const config = this.#config
    return config.kind === 'sqlite'
      ? new SqliteDB(config.file)
      : PostgresDB.open(config.url, config.maxConnections)
  }
}
