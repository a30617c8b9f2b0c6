import { settled, type Transaction } from '../backend'
import { StoreError } from '../errors'
import { assertRun, assertRunId, type WorkflowRun } from '../run'
import type { Runs } from './file-backend'
import type { FileLock } from './file-lock'

/** Works on a copy of all runs, and holds the lock until it is ended. */
export class FileTransaction implements Transaction {
  readonly runs: Runs
  readonly #lock: FileLock
  readonly #write: (runs: Runs) => Promise<void>
  #ended = false

  constructor(runs: Runs, lock: FileLock, write: (runs: Runs) => Promise<void>) {
    this.runs = runs
    this.#lock = lock
    this.#write = write
  }

  save(run: WorkflowRun): Promise<void> {
    return settled(() => {
      this.#assertOpen()
      assertRun(run)
      this.runs.set(run.runId, run)
    })
  }

  load(runId: string): Promise<WorkflowRun | undefined> {
    return settled(() => {
      this.#assertOpen()
      assertRunId(runId)
      return this.runs.get(runId)
    })
  }

  async commit(): Promise<void> {
    this.#assertOpen()
    this.#ended = true
    try {
      await this.#write(this.runs)
    } finally {
      await this.#lock[Symbol.asyncDispose]()
    }
  }

  async rollback(): Promise<void> {
    this.#assertOpen()
    await this[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#ended) return
    this.#ended = true
    await this.#lock[Symbol.asyncDispose]()
  }

  #assertOpen(): void {
    if (this.#ended) throw new StoreError('closed', 'this transaction has ended')
  }
}
