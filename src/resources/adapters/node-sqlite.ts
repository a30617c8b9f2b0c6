import { basename } from 'node:path'

import type { Family } from '../handles/family'
import { observeConstruction } from './construction'

/** `DatabaseSync` of node:sqlite, Node 22.5 and later; its accessors throw once it is closed. */
interface DatabaseSync {
  readonly isOpen?: boolean
  readonly isTransaction?: boolean
  location?(): string | null
  exec(sql: string): void
  close(): void
}

const open = new Set<object>()

export function observeNodeSqlite(exports: object): void {
  observeConstruction(exports, 'DatabaseSync', nodeSqliteFamily, open)
}

const nodeSqliteFamily: Family = {
  state(target) {
    if (isOpen(target as DatabaseSync)) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const database = target as DatabaseSync
    const location = database.location?.() ?? null
    return {
      type: 'sqlite-database',
      subject: database,
      facts: {
        name: location === null ? ':memory:' : basename(location),
        path: location ?? undefined,
        inTransaction: database.isTransaction,
      },
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
