import { currentOwner } from '../../ledger/current-owner'
import { follow } from '../../ledger/follow'
import type { Family } from '../../handles/family'
import { statementShape } from '../../statement-shape'
import { captureTrace } from '../../trace/trace'

/** What the libraries for SQLite have in common, asked of their own database object. */
export interface SqliteDriver {
  readonly isOpen: (database: object) => boolean
  /** Undefined where the library cannot tell. */
  readonly inTransaction: (database: object) => boolean | undefined
  readonly exec: (database: object, sql: string) => void
  /** The file's name, or `:memory:`. */
  readonly nameOf: (database: object) => string
  /** Closes what its owner has tried to close while an iterator was open, where the library refuses that. */
  readonly closeRefused?: (database: object) => void
}

/** A transaction, from its `BEGIN` to its end. */
class Transaction {
  constructor(
    readonly database: object,
    readonly driver: SqliteDriver,
  ) {
    newest.set(database, this)
  }
}

const newest = new WeakMap<object, Transaction>()

const transactionFamily: Family = {
  isOfSession: () => true,
  state(target) {
    const transaction = target as Transaction
    const { database, driver } = transaction
    if (newest.get(database) !== transaction || !driver.isOpen(database)) return 'closed'
    return driver.inTransaction(database) === true ? 'open' : 'closed'
  },
  describe(target) {
    const { database, driver } = target as Transaction
    const facts = { name: driver.nameOf(database) }
    return { type: 'sqlite-transaction', subject: target, within: database, facts }
  },
  close(target) {
    const { database, driver } = target as Transaction
    driver.exec(database, 'ROLLBACK')
    return 'rolled back'
  },
}

/** Runs what may begin a transaction, and follows the one that it has begun. */
export function observeBegin<T>(
  database: object,
  driver: SqliteDriver,
  below: (...args: never[]) => unknown,
  run: () => T,
): T {
  if (currentOwner() === undefined || driver.inTransaction(database) !== false) return run()
  try {
    return run()
  } finally {
    const owner = currentOwner()
    if (owner !== undefined && driver.inTransaction(database) === true)
      follow(transactionFamily, new Transaction(database, driver), owner, captureTrace(below))
  }
}

/** Statements that begin a transaction, or may. */
export function mayBegin(sql: unknown): boolean {
  return typeof sql === 'string' && /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:begin|savepoint)\b/i.test(sql)
}

/** An iterator over rows: the database is busy, and its file locked, until it is done or returned. */
class Iteration {
  constructor(
    readonly database: object,
    readonly driver: SqliteDriver,
    readonly iterator: IterableIterator<unknown>,
    readonly sql: string | undefined,
    readonly isRunning: () => boolean,
  ) {
    const others = iterationsOf(database)
    iterations.set(database, [...others, this])
  }
}

const iterations = new WeakMap<object, readonly Iteration[]>()

function iterationsOf(database: object): Iteration[] {
  return (iterations.get(database) ?? []).filter(({ isRunning }) => isRunning())
}

const iterationFamily: Family = {
  keeps: true,
  state(target) {
    const { database, driver, isRunning } = target as Iteration
    return driver.isOpen(database) && isRunning() ? 'open' : 'closed'
  },
  describe(target) {
    const { database, driver, sql } = target as Iteration
    const statement = sql === undefined ? undefined : statementShape(sql, 'value')
    return { type: 'sqlite-iterator', subject: target, facts: { name: driver.nameOf(database), statement } }
  },
  close(target) {
    const { database, driver, iterator } = target as Iteration
    iterator.return?.()
    driver.closeRefused?.(database)
    return 'returned'
  },
}

/** Follows an iterator for as long as `isRunning` says. */
export function followIterator(
  iteration: {
    readonly database: object
    readonly driver: SqliteDriver
    readonly iterator: IterableIterator<unknown>
    readonly sql: string | undefined
    readonly isRunning: () => boolean
  },
  below: (...args: never[]) => unknown,
): void {
  const owner = currentOwner()
  if (owner === undefined) return
  const { database, driver, iterator, sql, isRunning } = iteration
  const target = new Iteration(database, driver, iterator, sql, isRunning)
  follow(iterationFamily, target, owner, captureTrace(below))
}

/** Returns every iterator of a database: with one open, SQLite refuses to close it. */
export function returnIterators(database: object): void {
  for (const { iterator } of iterationsOf(database)) iterator.return?.()
}
