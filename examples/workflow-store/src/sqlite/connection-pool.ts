import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Log } from '../backend'
import { closed, codeOf, invalid, StoreError } from '../errors'
import { openReader, openWriter, type WriterOptions } from './open-database'
import { Waiters } from './waiters'

export interface PoolOptions {
  /** How many connections read at once, beside the one that writes. @default 2 */
  readonly readers?: number
  /** How long to wait for a connection, in milliseconds. @default 5000 */
  readonly acquireTimeoutMs?: number
  /** How long closing waits for connections that are in use, in milliseconds. @default 200 */
  readonly closeTimeoutMs?: number
  /** No file grows beyond this. @default undefined, SQLite's own limit */
  readonly maxPages?: number
  readonly log?: Log
}

/** A connection on loan. */
export interface Lease extends Disposable {
  readonly database: Database
  /** What has to end before the connection can be closed. */
  iterator?: IterableIterator<unknown>
}

/** The connections to one file: one that writes, and some that read. There is one pool per file in a process. */
export class ConnectionPool {
  static readonly #instances = new Map<string, ConnectionPool>()

  readonly #file: string
  readonly #acquireTimeoutMs: number
  readonly #closeTimeoutMs: number
  readonly #writer: Database | undefined
  /** Opened with the pool: what is opened by the first caller would seem to be that caller's. */
  readonly #all: readonly Database[]
  readonly #idle: Database[]
  readonly #leases = new Set<Lease>()
  readonly #writers = new Waiters<Database>()
  readonly #readers = new Waiters<Database>()
  #writerIsFree = true
  #users = 0
  #closing: Promise<void> | undefined
  #whenReturned: (() => void) | undefined

  /** The pool of this file, opened if there is none; whoever gets it must `leave()` it. */
  static enter(file: string, options: PoolOptions = {}): ConnectionPool {
    const path = resolve(file)
    const pool = ConnectionPool.#instances.get(path) ?? new ConnectionPool(path, options)
    ConnectionPool.#instances.set(path, pool)
    pool.#users++
    return pool
  }

  /** Closes all pools, whoever uses them, and forgets them at once: the next `enter` opens a new one. */
  static async resetInstance(): Promise<void> {
    const pools = [...ConnectionPool.#instances.values()]
    ConnectionPool.#instances.clear()
    await Promise.all(pools.map((pool) => pool.#close()))
  }

  private constructor(file: string, { maxPages, ...options }: PoolOptions) {
    const { readers = 2, acquireTimeoutMs = 5000, closeTimeoutMs = 200, log = () => undefined } = options
    if (!Number.isInteger(readers) || readers < 1 || readers > 64)
      throw invalid(`readers: expected a whole number from 1 to 64, given ${readers}`)
    this.#file = file
    this.#acquireTimeoutMs = acquireTimeoutMs
    this.#closeTimeoutMs = closeTimeoutMs
    this.#writer = tryOpenWriter(file, { maxPages, log })
    this.#idle = Array.from({ length: readers }, () => openReader(file))
    this.#all = this.#writer === undefined ? [...this.#idle] : [...this.#idle, this.#writer]
  }

  /** False when the file can only be read. */
  get canWrite(): boolean {
    return this.#writer !== undefined
  }

  get counts(): { readonly open: number; readonly lent: number; readonly waiting: number } {
    return {
      open: this.#all.filter(({ open }) => open).length,
      lent: this.#leases.size,
      waiting: this.#writers.size + this.#readers.size,
    }
  }

  async writer(): Promise<Lease> {
    if (this.#closing !== undefined) throw closed(this.#file)
    if (this.#writer === undefined) throw new StoreError('read-only', `${this.#file} can only be read`)
    if (!this.#writerIsFree) return this.#lend(await this.#writers.wait(this.#acquireTimeoutMs, 'writer'))
    this.#writerIsFree = false
    return this.#lend(this.#writer)
  }

  async reader(): Promise<Lease> {
    if (this.#closing !== undefined) throw closed(this.#file)
    const idle = this.#idle.pop()
    if (idle !== undefined) return this.#lend(idle)
    return this.#lend(await this.#readers.wait(this.#acquireTimeoutMs, 'reader'))
  }

  /** Closes the pool when nobody uses it any more. */
  async leave(): Promise<void> {
    this.#users--
    if (this.#users > 0) return
    if (ConnectionPool.#instances.get(this.#file) === this) ConnectionPool.#instances.delete(this.#file)
    await this.#close()
  }

  #lend(database: Database): Lease {
    const lease: Lease = {
      database,
      [Symbol.dispose]: () => {
        if (this.#leases.delete(lease)) this.#takeBack(database)
      },
    }
    this.#leases.add(lease)
    return lease
  }

  #takeBack(database: Database): void {
    if (database === this.#writer) this.#writerIsFree = !this.#writers.serve(database)
    else if (!this.#readers.serve(database)) this.#idle.push(database)
    if (this.#leases.size === 0) this.#whenReturned?.()
  }

  #close(): Promise<void> {
    return (this.#closing ??= this.#closeAll())
  }

  async #closeAll(): Promise<void> {
    for (const waiters of [this.#writers, this.#readers]) waiters.rejectAll(closed(this.#file))
    const closeTimeoutMs = this.#closeTimeoutMs
    if (this.#leases.size > 0) await this.#returned(closeTimeoutMs)
    const lent = this.#leases.size
    for (const { iterator } of this.#leases) iterator?.return?.()
    // The one that writes comes last: it tidies the file up.
    for (const database of this.#all) breakOff(database)
    if (lent > 0)
      throw new StoreError(
        'busy',
        `${lent} connection(s) of ${this.#file} were not given back within ${closeTimeoutMs} ms`,
      )
  }

  #returned(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#whenReturned = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function tryOpenWriter(file: string, options: WriterOptions): Database | undefined {
  try {
    return openWriter(file, options)
  } catch (error) {
    if (!/^SQLITE_(READONLY|CANTOPEN|PERM|IOERR)/.test(codeOf(error)) || !existsSync(file)) throw error
    options.log(`${file} cannot be written (${codeOf(error)}): reading only`)
    return undefined
  }
}

function breakOff(database: Database): void {
  if (database.inTransaction) database.exec('ROLLBACK')
  database.close()
}
