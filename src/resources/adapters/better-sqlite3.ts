import { basename } from 'node:path'

import type { Family } from '../handles/family'
import { observeConstruction } from './construction'

/** better-sqlite3's native connection object, versions 11 to 13. */
interface NativeDatabase {
  readonly open: boolean
  readonly inTransaction: boolean
  readonly memory: boolean
  readonly name: string
  exec(sql: string): void
  close(): void
}

const open = new Set<object>()

export function observeBetterSqlite3(exports: object): void {
  observeConstruction(exports, 'Database', betterSqlite3Family, open)
}

const betterSqlite3Family: Family = {
  state(target) {
    if ((target as NativeDatabase).open) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const database = target as NativeDatabase
    return {
      type: 'sqlite-database',
      subject: database,
      facts: {
        name: database.memory ? ':memory:' : basename(database.name),
        path: database.memory ? undefined : database.name,
        inTransaction: database.inTransaction,
        busy: isBusy(database),
      },
    }
  },
  close(target) {
    const database = target as NativeDatabase
    // With an iterator open SQLite refuses to close.
    if (isBusy(database)) return undefined
    const rollback = database.inTransaction
    if (rollback) database.exec('ROLLBACK')
    database.close()
    open.delete(database)
    return rollback ? 'rolled back and closed' : 'closed'
  },
}

function isBusy(database: NativeDatabase): boolean {
  try {
    database.exec('')
    return false
  } catch {
    return true
  }
}
