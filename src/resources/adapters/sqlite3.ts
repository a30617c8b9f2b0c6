import { basename } from 'node:path'

import type { Family } from '../handles/family'
import { observeConstruction } from './construction'

/** The `Database` of the sqlite3 package. */
interface NativeDatabase {
  readonly open: boolean
  readonly filename: string
  close(callback: () => void): void
}

const open = new Set<object>()

export function observeSqlite3(exports: object): void {
  observeConstruction(exports, 'Database', sqlite3Family, open)
}

const sqlite3Family: Family = {
  state(target) {
    if ((target as NativeDatabase).open) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const { filename } = target as NativeDatabase
    const memory = filename === ':memory:' || filename === ''
    return {
      type: 'sqlite-database',
      subject: target,
      facts: { name: memory ? ':memory:' : basename(filename), path: memory ? undefined : filename },
    }
  },
  close(target) {
    ;(target as NativeDatabase).close(() => undefined)
    open.delete(target)
    return 'closed'
  },
}
