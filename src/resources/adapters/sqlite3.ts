import { basename } from 'node:path'

import type { CurrentOwner } from '../current-owner'
import type { Family } from '../handles/family'
import type { Trace } from '../trace'
import { observeConstruction } from './construction'
import { followLog } from './sqlite-log'

/** The `Database` of the sqlite3 package. */
interface NativeDatabase {
  readonly open: boolean
  readonly filename: string
  close(callback: () => void): void
}

const open = new Set<object>()

export function observeSqlite3(exports: object): void {
  observeConstruction(exports, 'Database', { family: sqlite3Family, hold: open, onOpen })
}

function onOpen(instance: object, owner: CurrentOwner, trace: Trace): void {
  const database = instance as NativeDatabase
  if (!isInMemory(database.filename)) followLog(database.filename, () => database.open, owner, trace)
}

const sqlite3Family: Family = {
  reuse: {
    type: 'sqlite-database',
    severalAtOnce: true,
    endpointOf(target) {
      const { filename } = target as NativeDatabase
      return isInMemory(filename) ? ':memory:' : filename
    },
  },
  state(target) {
    if ((target as NativeDatabase).open) return 'open'
    open.delete(target)
    return 'closed'
  },
  describe(target) {
    const { filename } = target as NativeDatabase
    const memory = isInMemory(filename)
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

function isInMemory(filename: string): boolean {
  return filename === ':memory:' || filename === ''
}
