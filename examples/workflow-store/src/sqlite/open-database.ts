import { copyFileSync, existsSync, renameSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Log } from '../backend'
import { codeOf } from '../errors'
import { migrate } from './schema'

/** SQLite keeps a database in up to three files. */
const suffixes = ['', '-wal', '-shm']

/** How long SQLite itself waits for a lock, which blocks the process: everything longer is left to the retries. */
const busyTimeoutMs = 20

export interface WriterOptions {
  /** No database grows beyond this. */
  readonly maxPages: number | undefined
  readonly log: Log
}

/** Opens a database for writing. A damaged one is put aside first, and the last backup, if there is one, takes its place. */
export function openWriter(file: string, options: WriterOptions): Database.Database {
  try {
    return openSound(file, options)
  } catch (error) {
    if (!isDamaged(error)) throw error
    const aside = putAside(file)
    const restored = restoreBackup(file)
    options.log(`${file} is damaged: moved to ${aside}, ${restored ? 'its backup restored' : 'started anew'}`)
    return openSound(file, options)
  }
}

export function openReader(file: string): Database.Database {
  return connect(file, { readonly: true })
}

export function isDamaged(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
}

export function backupOf(file: string): string {
  return `${file}.backup`
}

function openSound(file: string, { maxPages }: WriterOptions): Database.Database {
  const database = connect(file)
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    if (maxPages !== undefined) database.pragma(`max_page_count = ${maxPages}`)
    assertSound(database)
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function connect(file: string, options: Database.Options = {}): Database.Database {
  return new Database(file, { timeout: busyTimeoutMs, ...options })
}

function assertSound(database: Database.Database): void {
  const verdict: unknown = database.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw Object.assign(new Error(String(verdict)), { code: 'SQLITE_CORRUPT' })
}

function putAside(file: string): string {
  const aside = `${file}.corrupt-${Date.now()}`
  for (const suffix of suffixes) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  return aside
}

function restoreBackup(file: string): boolean {
  if (!existsSync(backupOf(file))) return false
  copyFileSync(backupOf(file), file)
  return true
}
