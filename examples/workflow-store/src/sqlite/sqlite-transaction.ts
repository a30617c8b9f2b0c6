import { settled, type Transaction } from '../backend'
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

  save(run: WorkflowRun): Promise<void> {
    return settled(() => {
      this.#assertOpen()
      assertRun(run)
      this.#runs.save(this.#lease.database, run)
    })
  }

  load(runId: string): Promise<WorkflowRun | undefined> {
    return settled(() => {
      this.#assertOpen()
      return this.#runs.load(this.#lease.database, runId)
    })
  }

  commit(): Promise<void> {
    return settled(() => {
      this.#assertOpen()
      this.#end('COMMIT')
    })
  }

  rollback(): Promise<void> {
    return settled(() => {
      this.#assertOpen()
      this.#end('ROLLBACK')
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return settled(() => {
      if (!this.#ended) this.#end('ROLLBACK')
    })
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
