import type { Database } from 'better-sqlite3'
import {
  inTransaction,
  type Log,
  type RunAccess,
  type RunFilter,
  type StateBackend,
  type Transaction,
} from '../backend'
import { Codec, type CustomType } from '../codec'
import { closed, codeOf, invalid, StoreError } from '../errors'
import { type RetryPolicy, withRetry } from '../retry'
import { assertRun, type WorkflowRun } from '../run'
import { ConnectionPool, type Lease, type PoolOptions } from './connection-pool'
import { backupOf } from './open-database'
import { RunTable } from './run-table'
import { SqliteTransaction } from './sqlite-transaction'

export interface SqliteOptions extends PoolOptions {
  readonly retry?: RetryPolicy
  readonly types?: readonly CustomType[]
}

/** Runs in a SQLite file, which any number of processes may share. */
export class SqliteBackend implements StateBackend {
  readonly #file: string
  readonly #pool: ConnectionPool
  readonly #runs: RunTable
  readonly #retry: RetryPolicy
  readonly #log: Log
  #failed = false
  #closed: Promise<void> | undefined

  private constructor(file: string, pool: ConnectionPool, options: SqliteOptions) {
    const { log = () => undefined, retry = {}, types } = options
    this.#file = file
    this.#pool = pool
    this.#runs = new RunTable(new Codec(types))
    this.#retry = {
      log: ({ operation, attempt, delayMs }) =>
        log(`${operation} is busy: attempt ${attempt}, next in ${Math.round(delayMs)} ms`),
      ...retry,
    }
    this.#log = log
  }

  /** Opens the file, or creates it; brings its schema up to date, and replaces it when it is damaged. */
  static async open(file: string, options: SqliteOptions = {}): Promise<SqliteBackend> {
    if (file === '' || file === ':memory:')
      throw invalid(`file: expected a path, given ${JSON.stringify(file)}`)
    const pool = await withRetry('open', isBusy, options.retry ?? {}, () =>
      ConnectionPool.enter(file, options),
    )
    return new SqliteBackend(file, pool, options)
  }

  get mode(): 'read-write' | 'read-only' {
    return this.#pool.canWrite && !this.#failed ? 'read-write' : 'read-only'
  }

  /** How many connections are open and lent, and how many callers wait for one. */
  get counts(): ConnectionPool['counts'] {
    return this.#pool.counts
  }

  async save(run: WorkflowRun): Promise<void> {
    assertRun(run)
    await this.#write('save', (database) => this.#runs.save(database, run))
  }

  async load(runId: string): Promise<WorkflowRun | undefined> {
    this.#assertOpen()
    using lease = await this.#pool.reader()
    return this.#runs.load(lease.database, runId)
  }

  async *list(filter: RunFilter = {}): AsyncGenerator<WorkflowRun, void, undefined> {
    this.#assertOpen()
    using lease = await this.#pool.reader()
    lease.iterator = this.#runs.iterate(lease.database, filter)
    for (const row of lease.iterator as IterableIterator<Parameters<RunTable['decode']>[0]>)
      yield this.#runs.decode(row)
  }

  delete(runId: string): Promise<boolean> {
    return this.#write('delete', (database) => this.#runs.delete(database, runId))
  }

  update(runId: string, change: (run: WorkflowRun) => WorkflowRun): Promise<WorkflowRun> {
    return this.#write('update', (database) =>
      database
        .transaction(() => {
          const run = this.#runs.load(database, runId)
          if (run === undefined) throw new StoreError('not-found', `there is no run ${runId}`)
          const changed = { ...change(run), runId }
          assertRun(changed)
          this.#runs.save(database, changed)
          return changed
        })
        .immediate(),
    )
  }

  transaction<T>(work: (transaction: RunAccess) => Promise<T>): Promise<T> {
    return inTransaction(() => this.begin(), work)
  }

  async begin(): Promise<Transaction> {
    this.#assertWritable()
    const lease = await this.#pool.writer()
    try {
      // Immediate: a transaction that becomes a writer half-way could no longer wait for others.
      await this.#retried('begin', () => lease.database.exec('BEGIN IMMEDIATE'))
      return new SqliteTransaction(lease, this.#runs)
    } catch (error) {
      lease[Symbol.dispose]()
      throw error
    }
  }

  /** Writes a copy beside the file, which takes its place if it is ever damaged. */
  async backup(): Promise<void> {
    this.#assertOpen()
    using lease = await this.#pool.reader()
    await lease.database.backup(backupOf(this.#file))
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#pool.leave())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #write<T>(operation: string, work: (database: Database) => T): Promise<T> {
    this.#assertWritable()
    using lease: Lease = await this.#pool.writer()
    return await this.#retried(operation, () => work(lease.database))
  }

  async #retried<T>(operation: string, run: () => T): Promise<T> {
    try {
      return await withRetry(operation, isBusy, this.#retry, run)
    } catch (error) {
      if (isBusy(error)) throw new StoreError('busy', `${this.#file} is locked by others`, { cause: error })
      if (!cannotWrite(error)) throw error
      this.#failed = true
      this.#log(`${this.#file} can no longer be written (${codeOf(error)}): reading only`)
      throw new StoreError('read-only', `${this.#file} can no longer be written`, { cause: error })
    }
  }

  #assertOpen(): void {
    if (this.#closed !== undefined) throw closed(this.#file)
  }

  #assertWritable(): void {
    this.#assertOpen()
    if (this.mode === 'read-only') throw new StoreError('read-only', `${this.#file} can only be read`)
  }
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error))
}

function cannotWrite(error: unknown): boolean {
  return /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN|PERM)/.test(codeOf(error))
}
