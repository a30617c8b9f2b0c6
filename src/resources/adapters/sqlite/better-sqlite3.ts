import { basename } from '../../../kept/path'

import type { Family } from '../../handles/family'
import { safely } from '../../ledger/tracked-resource'
import type { CurrentOwner } from '../../ledger/current-owner'
import { callerOf, type Trace } from '../../trace/trace'
import { observeConstruction } from '../construction'
import { followLog } from './log'
import { followIterator, mayBegin, observeBegin, returnIterators, type SqliteDriver } from './session'
import { wrapMethod } from '../wrap-method'

/** better-sqlite3's native connection object, versions 11 to 13. */
interface NativeDatabase {
  readonly open: boolean
  readonly inTransaction: boolean
  readonly memory: boolean
  readonly name: string
  exec(sql: string): void
  close(): void
}

/** Its native statement. */
interface NativeStatement {
  readonly source: string
  /** An iterator over its rows is open. */
  readonly busy: boolean
}

interface Addon {
  readonly Database: { readonly prototype: object }
  readonly Statement?: { readonly prototype: object }
}

const open = new Set<object>()

const driver: SqliteDriver = {
  isOpen: (database) => (database as NativeDatabase).open,
  inTransaction: (database) => (database as NativeDatabase).inTransaction,
  exec: (database, sql) => {
    ;(database as NativeDatabase).exec(sql)
  },
  nameOf: (database) => nameOf(database as NativeDatabase),
  closeRefused: (database) => {
    if (refused.has(database) && !isBusy(database as NativeDatabase)) betterSqlite3Family.close(database)
  },
}

export function observeBetterSqlite3(exports: object): void {
  const construction = { family: betterSqlite3Family, hold: open, onOpen }
  if (observeConstruction(exports, 'Database', construction)) observeStatements(exports as Addon)
}

function onOpen(instance: object, owner: CurrentOwner, trace: Trace): void {
  const database = instance as NativeDatabase
  if (!database.memory && database.name !== '') followLog(database.name, () => database.open, owner, trace)
}

/** The connection of each statement. */
const connections = new WeakMap<object, object>()

/** Somebody has asked these to close, but an iterator was open. */
const refused = new WeakSet()

/** The newest iterator of each statement, which has one at a time. */
const iterators = new WeakMap<object, unknown>()

function observeStatements({ Database, Statement }: Addon): void {
  wrapMethod<NativeDatabase>(Database.prototype, 'exec', (exec) => {
    return function observedExec(this: NativeDatabase, ...args: unknown[]) {
      return observeBegin(this, driver, observedExec, () => exec.apply(this, args))
    }
  })
  wrapMethod<NativeDatabase>(Database.prototype, 'prepare', (prepare) => {
    return function observedPrepare(this: NativeDatabase, ...args: unknown[]) {
      const statement = prepare.apply(this, args) as NativeStatement
      connections.set(statement, this)
      if (mayBegin(args[0]) && !isOfTransactionFunction(observedPrepare)) observeRun(statement, this)
      return statement
    }
  })
  wrapMethod<NativeDatabase>(Database.prototype, 'close', (close) => {
    return function observedClose(this: NativeDatabase, ...args: unknown[]) {
      try {
        return close.apply(this, args)
      } finally {
        if (this.open) refused.add(this)
      }
    }
  })
  if (Statement === undefined) return
  wrapMethod<NativeStatement>(Statement.prototype, 'iterate', (iterate) => {
    return function observedIterate(this: NativeStatement, ...args: unknown[]) {
      const iterator = iterate.apply(this, args) as IterableIterator<unknown>
      const database = connections.get(this)
      iterators.set(this, iterator)
      const isRunning = (): boolean => this.busy && iterators.get(this) === iterator
      if (database !== undefined)
        safely(() => {
          followIterator({ database, driver, iterator, sql: this.source, isRunning }, observedIterate)
        })
      return iterator
    }
  })
}

/** `db.transaction(fn)` ends what it begins, and is called too often for a trace each time. */
function isOfTransactionFunction(callee: (...args: never[]) => unknown): boolean {
  const caller = callerOf(callee)
  return typeof caller === 'string' && /[\\/]lib[\\/]methods[\\/]transaction\.js$/.test(caller)
}

function observeRun(statement: NativeStatement, database: NativeDatabase): void {
  wrapMethod<NativeStatement>(statement, 'run', (run) => {
    return function observedRun(this: NativeStatement, ...args: unknown[]) {
      return observeBegin(database, driver, observedRun, () => run.apply(this, args))
    }
  })
}

const betterSqlite3Family: Family = {
  reuse: {
    type: 'sqlite-database',
    severalAtOnce: true,
    endpointOf(target) {
      const { memory, name } = target as NativeDatabase
      return memory || name === '' ? ':memory:' : name
    },
  },
  state(target) {
    if ((target as NativeDatabase).open) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const database = target as NativeDatabase
    const busy = isBusy(database)
    return {
      type: 'sqlite-database',
      subject: database,
      consequence: busy && refused.has(database),
      facts: {
        name: nameOf(database),
        path: database.memory ? undefined : database.name,
        inTransaction: database.inTransaction,
        busy,
      },
    }
  },
  close(target) {
    const database = target as NativeDatabase
    returnIterators(database)
    // With an iterator open SQLite refuses to close.
    if (isBusy(database)) return undefined
    const rollback = database.inTransaction
    if (rollback) database.exec('ROLLBACK')
    database.close()
    open.delete(database)
    return rollback ? 'rolled back and closed' : 'closed'
  },
}

function nameOf(database: NativeDatabase): string {
  return database.memory ? ':memory:' : basename(database.name)
}

function isBusy(database: NativeDatabase): boolean {
  try {
    database.exec('')
    return false
  } catch {
    return true
  }
}
