import type { Sqlite3Database, Sqlite3Statement } from './types'

/** A transaction, from the statement that begins it, or may. */
export class Transaction {
  /** Its statement has an answer, and it is known whether it has begun anything. */
  known = false
  /** Begun by `BEGIN` and not by a savepoint, which ends it by its release. */
  explicit = false

  constructor(readonly database: Sqlite3Database) {}
}

/** What is known of one connection; sqlite3 itself tells only whether it is open. */
export class Session {
  /** Its file is being opened. */
  opening = true
  /** `close()` was called, and has no answer yet. */
  closing = false
  /** It was refused: a statement is not finalized. */
  refused = false
  /** Statements that are not finalized; the collector finalizes them as well. */
  readonly statements = new Set<WeakRef<Sqlite3Statement>>()
  transaction: Transaction | undefined
  /** How many statements under way may begin a transaction, how many may end one, and how often SQLite is asked. */
  beginning = 0
  ending = 0
  asking = 0
  /** Several of them are under way at once: their answers may come in another order than they were run in. */
  overlaps = false
  /** How many statements that may have begun or ended one were answered. */
  answered = 0
  /** The text of the newest statement of the transaction. */
  last: string | undefined
}

/** Of the databases that are followed. */
const sessions = new WeakMap<Sqlite3Database, Session>()

export function openSession(database: Sqlite3Database): void {
  sessions.set(database, new Session())
}

export function sessionOf(database: Sqlite3Database): Session | undefined {
  return sessions.get(database)
}

export function unfinalizedStatements(database: Sqlite3Database): Sqlite3Statement[] {
  return [...(sessionOf(database)?.statements ?? [])].flatMap((statement) => statement.deref() ?? [])
}

/** Open, or about to be. */
export function isOpen(database: Sqlite3Database): boolean {
  return database.open || sessionOf(database)?.opening === true
}

export function inTransaction(database: Sqlite3Database): boolean {
  return database.open && sessionOf(database)?.transaction !== undefined
}
