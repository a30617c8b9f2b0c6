import type { CurrentOwner } from '../../ledger/current-owner'
import type { Family } from '../../handles/family'
import type { Trace } from '../../trace/trace'
import { observeConstruction } from '../construction'
import { followLog } from '../sqlite/log'
import { answering } from './callbacks'
import { inTransaction, isOpen, openSession, sessionOf, unfinalizedStatements } from './session'
import { observeStatements } from './statements'
import { type Addon, isInMemory, nameOf, type Sqlite3Database } from './types'
import { wrapMethod } from '../wrap-method'

const open = new Set<object>()

export function observeSqlite3(exports: object): void {
  const construction = { family: sqlite3Family, hold: open, argumentsOf, onOpen }
  if (!observeConstruction(exports, 'Database', construction)) return
  observeClose(exports as Addon)
  observeStatements(exports as Addon)
}

/** With a callback that is told when the file is open, or cannot be opened. */
function argumentsOf(args: readonly unknown[]): unknown[] {
  const index = typeof args[1] === 'number' ? 2 : 1
  return answering(args, index, function (this: unknown) {
    const session = sessionOf(this as Sqlite3Database)
    if (session !== undefined) session.opening = false
  })
}

function onOpen(instance: object, owner: CurrentOwner, trace: Trace): void {
  const database = instance as Sqlite3Database
  openSession(database)
  if (!isInMemory(database)) followLog(database.filename, () => isOpen(database), owner, trace)
}

function observeClose({ Database }: Addon): void {
  wrapMethod<Sqlite3Database>(Database.prototype, 'close', (close) => {
    return function observedClose(this: Sqlite3Database, ...args: unknown[]) {
      const session = sessionOf(this)
      if (session === undefined) return close.apply(this, args)
      session.closing = true
      const all = answering(args, 0, (succeeded) => {
        session.closing = false
        session.refused = !succeeded
      })
      return close.apply(this, all)
    }
  })
}

const sqlite3Family: Family = {
  reuse: {
    type: 'sqlite-database',
    severalAtOnce: true,
    endpointOf(target) {
      const database = target as Sqlite3Database
      return isInMemory(database) ? ':memory:' : database.filename
    },
  },
  state(target) {
    const database = target as Sqlite3Database
    if (isOpen(database)) return sessionOf(database)?.closing === true ? 'closing' : 'open'
    open.delete(database)
    return 'closed'
  },
  // What cannot be opened holds nothing.
  isUnderWay: (target) => sessionOf(target as Sqlite3Database)?.opening === true,
  describe(target) {
    const database = target as Sqlite3Database
    const refused = sessionOf(database)?.refused === true
    return {
      type: 'sqlite-database',
      subject: database,
      facts: {
        name: nameOf(database),
        unfinalized: refused && unfinalizedStatements(database).length > 0,
        path: isInMemory(database) ? undefined : database.filename,
        inTransaction: inTransaction(database),
      },
    }
  },
  close(target) {
    const database = target as Sqlite3Database
    const rollback = inTransaction(database)
    // With one of them left SQLite refuses to close.
    for (const statement of unfinalizedStatements(database)) statement.finalize(() => undefined)
    if (rollback) database.exec('ROLLBACK', () => undefined)
    database.close(() => undefined)
    open.delete(database)
    return rollback ? 'rolled back and closed' : 'closed'
  },
}
