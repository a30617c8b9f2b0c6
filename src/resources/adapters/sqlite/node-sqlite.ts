import { basename } from '../../../kept/path'

import type { CurrentOwner } from '../../ledger/current-owner'
import type { Family } from '../../handles/family'
import { safely } from '../../ledger/tracked-resource'
import type { Trace } from '../../trace/trace'
import { observeConstruction } from '../construction'
import { followLog } from './log'
import { followIterator, mayBegin, observeBegin, type SqliteDriver } from './session'
import { wrapMethod } from '../wrap-method'

/** `DatabaseSync` of node:sqlite, Node 22.5 and later; its accessors throw once it is closed. */
interface DatabaseSync {
  readonly isOpen?: boolean
  readonly isTransaction?: boolean
  location?(): string | null
  exec(sql: string): void
  close(): void
}

interface StatementSync {
  readonly sourceSQL: string
}

interface NodeSqlite {
  readonly DatabaseSync: { readonly prototype: object }
  readonly StatementSync: { readonly prototype: object }
}

const open = new Set<object>()

/** Of those that were opened at once: a closed one does not say. */
const locations = new WeakMap<object, string>()

const driver: SqliteDriver = {
  isOpen: (database) => isOpen(database as DatabaseSync),
  inTransaction: (database) => inTransaction(database as DatabaseSync),
  exec: (database, sql) => {
    ;(database as DatabaseSync).exec(sql)
  },
  nameOf: (database) => nameOf(database as DatabaseSync),
}

export function observeNodeSqlite(exports: object): void {
  const construction = { family: nodeSqliteFamily, hold: open, onOpen }
  if (observeConstruction(exports, 'DatabaseSync', construction)) observeStatements(exports as NodeSqlite)
}

function onOpen(instance: object, owner: CurrentOwner, trace: Trace): void {
  const database = instance as DatabaseSync
  // `new DatabaseSync(path, { open: false })`
  if (!isOpen(database)) return
  const location = database.location?.() ?? null
  locations.set(database, location ?? ':memory:')
  if (location !== null) followLog(location, () => isOpen(database), owner, trace)
}

/** The connection of each statement. */
const connections = new WeakMap<object, object>()

/** Iterators that are not done, and the classes of iterators that are observed. */
const running = new WeakSet()
const observedIterators = new WeakSet()

function observeStatements({ DatabaseSync, StatementSync }: NodeSqlite): void {
  wrapMethod<DatabaseSync>(DatabaseSync.prototype, 'exec', (exec) => {
    return function observedExec(this: DatabaseSync, ...args: unknown[]) {
      return observeBegin(this, driver, observedExec, () => exec.apply(this, args))
    }
  })
  wrapMethod<DatabaseSync>(DatabaseSync.prototype, 'prepare', (prepare) => {
    return function observedPrepare(this: DatabaseSync, ...args: unknown[]) {
      const statement = prepare.apply(this, args) as StatementSync
      connections.set(statement, this)
      if (mayBegin(args[0])) observeRun(statement, this)
      return statement
    }
  })
  wrapMethod<StatementSync>(StatementSync.prototype, 'iterate', (iterate) => {
    return function observedIterate(this: StatementSync, ...args: unknown[]) {
      const iterator = iterate.apply(this, args) as IterableIterator<unknown>
      const database = connections.get(this)
      if (database !== undefined)
        safely(() => {
          if (!observeIterators(iterator)) return
          running.add(iterator)
          const isRunning = (): boolean => running.has(iterator)
          followIterator({ database, driver, iterator, sql: this.sourceSQL, isRunning }, observedIterate)
        })
      return iterator
    }
  })
}

/** Sees when iterators are done: they do not say. False: this Node makes them in another way. */
function observeIterators(iterator: object): boolean {
  const prototype = Object.getPrototypeOf(iterator) as object
  if (!Object.hasOwn(prototype, 'next') || !Object.hasOwn(prototype, 'return')) return false
  if (observedIterators.has(prototype)) return true
  observedIterators.add(prototype)
  for (const name of ['next', 'return']) {
    wrapMethod(prototype, name, (step) => {
      return function observedStep(this: object, ...args: unknown[]) {
        let done: boolean | undefined = true
        try {
          const result = step.apply(this, args) as IteratorResult<unknown>
          done = result.done
          return result
        } finally {
          if (done === true) running.delete(this)
        }
      }
    })
  }
  return true
}

function observeRun(statement: StatementSync, database: DatabaseSync): void {
  wrapMethod<StatementSync>(statement, 'run', (run) => {
    return function observedRun(this: StatementSync, ...args: unknown[]) {
      return observeBegin(database, driver, observedRun, () => run.apply(this, args))
    }
  })
}

const nodeSqliteFamily: Family = {
  reuse: {
    type: 'sqlite-database',
    severalAtOnce: true,
    endpointOf: (database) => locations.get(database),
  },
  state(target) {
    if (isOpen(target as DatabaseSync)) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const database = target as DatabaseSync
    const location = database.location?.() ?? undefined
    return {
      type: 'sqlite-database',
      subject: database,
      facts: { name: nameOf(database), path: location, inTransaction: database.isTransaction },
    }
  },
  close(target) {
    const database = target as DatabaseSync
    const rollback = database.isTransaction === true
    if (rollback) database.exec('ROLLBACK')
    database.close()
    open.delete(database)
    return rollback ? 'rolled back and closed' : 'closed'
  },
}

function nameOf(database: DatabaseSync): string {
  const location = database.location?.() ?? null
  return location === null ? ':memory:' : basename(location)
}

function inTransaction(database: DatabaseSync): boolean | undefined {
  try {
    return database.isTransaction
  } catch {
    return false
  }
}

function isOpen(database: DatabaseSync): boolean {
  // Node 22.5 to 22.14 have no sign but the error of a call.
  if (database.isOpen !== undefined) return database.isOpen
  try {
    database.exec('')
    return true
  } catch {
    return false
  }
}
