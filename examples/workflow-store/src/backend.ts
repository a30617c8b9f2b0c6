import type { RunStatus, WorkflowRun } from './run'

/** Where the state of workflow runs is kept. Every backend passes the same contract suite. */
export interface StateBackend extends RunAccess, AsyncDisposable {
  /** `'read-only'` once the place it writes to has failed: what is stored can still be read. */
  readonly mode: 'read-write' | 'read-only'
  /** Newest first. Holds a connection until the iteration is over. */
  list(filter?: RunFilter): AsyncGenerator<WorkflowRun, void, undefined>
  delete(runId: string): Promise<boolean>
  /** Reads, changes and writes one run with nobody in between, in this process or in another. */
  update(runId: string, change: (run: WorkflowRun) => WorkflowRun): Promise<WorkflowRun>
  /** Commits what `work` did when it succeeds, rolls it back when it throws. */
  transaction<T>(work: (transaction: RunAccess) => Promise<T>): Promise<T>
  /** A transaction that the caller ends, by `commit()` or `rollback()`; disposing of it rolls back. */
  begin(): Promise<Transaction>
  /** Waits for what is under way; then closes, and rejects if something had to be broken off. May be called twice. */
  close(): Promise<void>
}

export interface RunAccess {
  /** Inserts or replaces. */
  save(run: WorkflowRun): Promise<void>
  load(runId: string): Promise<WorkflowRun | undefined>
}

export interface Transaction extends RunAccess, AsyncDisposable {
  commit(): Promise<void>
  rollback(): Promise<void>
}

export interface RunFilter {
  readonly status?: RunStatus
}

/** Tells what a backend did by itself: retries, recovery, degradation. */
export type Log = (message: string) => void

/** The transaction helper, for every backend that can begin one. */
export async function inTransaction<T>(
  begin: () => Promise<Transaction>,
  work: (transaction: RunAccess) => Promise<T>,
): Promise<T> {
  await using transaction = await begin()
  const result = await work(transaction)
  await transaction.commit()
  return result
}

/** Synchronous work as a promise: what it throws rejects. */
export function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
