import type { Transaction } from '../backend'
import { StoreError } from '../errors'
import { assertRun, type WorkflowRun } from '../run'
import type { Lease } from './connection-pool'
import type { RunTable } from './run-table'

/** Holds the one connection that writes until it is ended. */
export class SqliteTransaction implements Transaction {
  readonly #lease: Lease
  readonly #runs: RunTable
  #ended = false

  /** `lease` has begun its transaction. */
  constructor(lease: Lease, runs: RunTable) {
    this.#lease = lease
    this.#runs = runs
  }

  async save(run: WorkflowRun): Promise<void> {
    this.#assertOpen()
    assertRun(run)
    this.#runs.save(this.#lease.database, run)
  }

  async load(runId: string): Promise<WorkflowRun | undefined> {
    this.#assertOpen()
    return this.#runs.load(this.#lease.database, runId)
  }

  async commit(): Promise<void> {
    this.#assertOpen()
    this.#end('COMMIT')
  }

  async rollback(): Promise<void> {
    this.#assertOpen()
    this.#end('ROLLBACK')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#end('ROLLBACK')
  }

  #end(statement: 'COMMIT' | 'ROLLBACK'): void {
    this.#ended = true
    using lease = this.#lease
    // SQLite itself rolls back after some errors, a full disk among them.
    if (lease.database.open && lease.database.inTransaction) lease.database.exec(statement)
  }

  #assertOpen(): void {
    if (this.#ended || !this.#lease.database.open)
      throw new StoreError('closed', 'this transaction has ended')
  }
}
