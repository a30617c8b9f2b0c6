import { readFile, rename } from 'node:fs/promises'
import { resolve } from 'node:path'
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
import type { RetryPolicy } from '../retry'
import { assertRunId, statuses, type WorkflowRun } from '../run'
import { writeAtomically } from './atomic-write'
import { FileLock } from './file-lock'
import { FileTransaction } from './file-transaction'

export type Runs = Map<string, WorkflowRun>

export interface FileOptions {
  readonly retry?: RetryPolicy
  readonly types?: readonly CustomType[]
  readonly log?: Log
}

/** Runs in one JSON file, for stores of some hundred runs: every write replaces it, under a lock. */
export class FileBackend implements StateBackend {
  readonly #file: string
  readonly #codec: Codec
  readonly #retry: RetryPolicy
  readonly #log: Log
  #failed = false
  #closed = false

  private constructor(file: string, { types, retry = {}, log = () => undefined }: FileOptions) {
    this.#file = resolve(file)
    this.#codec = new Codec(types)
    this.#retry = retry
    this.#log = log
  }

  /** A damaged file is put aside, and the store starts anew. */
  static async open(file: string, options: FileOptions = {}): Promise<FileBackend> {
    if (file === '') throw invalid('file: expected a path, given ""')
    const backend = new FileBackend(file, options)
    await backend.#read().catch((error: unknown) => backend.#recover(error))
    return backend
  }

  get mode(): 'read-write' | 'read-only' {
    return this.#failed ? 'read-only' : 'read-write'
  }

  save(run: WorkflowRun): Promise<void> {
    return this.transaction((transaction) => transaction.save(run))
  }

  async load(runId: string): Promise<WorkflowRun | undefined> {
    this.#assertOpen()
    assertRunId(runId)
    return (await this.#read()).get(runId)
  }

  async *list({ status }: RunFilter = {}): AsyncGenerator<WorkflowRun, void, undefined> {
    this.#assertOpen()
    if (status !== undefined && !statuses.includes(status))
      throw invalid(`status: expected one of ${statuses.join(', ')}, given ${JSON.stringify(status)}`)
    const runs = [...(await this.#read()).values()].sort((a, b) => b.updatedAt - a.updatedAt)
    for (const run of runs) if (status === undefined || run.status === status) yield run
  }

  async delete(runId: string): Promise<boolean> {
    assertRunId(runId)
    await using transaction = await this.#begin()
    const deleted = transaction.runs.delete(runId)
    await transaction.commit()
    return deleted
  }

  async update(runId: string, change: (run: WorkflowRun) => WorkflowRun): Promise<WorkflowRun> {
    await using transaction = await this.#begin()
    const run = await transaction.load(runId)
    if (run === undefined) throw new StoreError('not-found', `there is no run ${runId}`)
    const changed = { ...change(run), runId }
    await transaction.save(changed)
    await transaction.commit()
    return changed
  }

  transaction<T>(work: (transaction: RunAccess) => Promise<T>): Promise<T> {
    return inTransaction(() => this.begin(), work)
  }

  begin(): Promise<Transaction> {
    return this.#begin()
  }

  close(): Promise<void> {
    this.#closed = true
    return Promise.resolve()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #begin(): Promise<FileTransaction> {
    this.#assertOpen()
    if (this.#failed) throw new StoreError('read-only', `${this.#file} can only be read`)
    const lock = await FileLock.acquire(`${this.#file}.lock`, this.#retry).catch((error: unknown) =>
      this.#degrade(error),
    )
    try {
      return new FileTransaction(await this.#read(), lock, (runs) => this.#write(runs))
    } catch (error) {
      await lock[Symbol.asyncDispose]()
      throw error
    }
  }

  async #read(): Promise<Runs> {
    const text = await readFile(this.#file, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return new Map()
    const runs = this.#decode(text)
    if (!(runs instanceof Map)) throw new StoreError('corrupt', `${this.#file} holds no runs`)
    return runs as Runs
  }

  #decode(text: string): unknown {
    try {
      return this.#codec.decode(text)
    } catch (cause) {
      if (cause instanceof StoreError) throw cause
      throw new StoreError('corrupt', `${this.#file} is damaged`, { cause })
    }
  }

  async #write(runs: Runs): Promise<void> {
    const text = this.#codec.encode(runs)
    await writeAtomically(this.#file, text).catch((error: unknown) => this.#degrade(error))
  }

  async #recover(error: unknown): Promise<void> {
    if (!(error instanceof StoreError) || error.code !== 'corrupt') throw error
    const aside = `${this.#file}.corrupt-${Date.now()}`
    await rename(this.#file, aside)
    this.#log(`${this.#file} is damaged: moved to ${aside}, started anew`)
  }

  #degrade(error: unknown): never {
    if (!/^(EROFS|EACCES|EPERM|ENOSPC|EDQUOT|EIO|ENOTDIR)$/.test(codeOf(error))) throw error
    this.#failed = true
    this.#log(`${this.#file} can no longer be written (${codeOf(error)}): reading only`)
    throw new StoreError('read-only', `${this.#file} can no longer be written`, { cause: error })
  }

  #assertOpen(): void {
    if (this.#closed) throw closed(this.#file)
  }
}
