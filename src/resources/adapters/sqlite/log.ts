import { existsSync, readText, statSync } from '../../../kept/fs'
import { basename, resolve } from '../../../kept/path'

import type { CurrentOwner } from '../../ledger/current-owner'
import { follow } from '../../ledger/follow'
import type { Family } from '../../handles/family'
import type { Trace } from '../../trace/trace'

/** What SQLite keeps beside a database in WAL mode, and removes when its last connection closes. */
const suffixes = ['-wal', '-shm']

/** The files beside one database, from the opening of a connection to it. */
class WriteAheadLog {
  constructor(
    readonly path: string,
    readonly isOpen: () => boolean,
  ) {
    const others = (connections.get(path) ?? []).filter(({ isOpen: open }) => open())
    connections.set(path, [...others, this])
  }

  get files(): string[] {
    return suffixes.map((suffix) => this.path + suffix).filter((file) => existsSync(file))
  }

  /** Some connection of this process is open, so that the files are in use. */
  get isInUse(): boolean {
    const open = (connections.get(this.path) ?? []).some(({ isOpen }) => isOpen())
    if (!open) connections.delete(this.path)
    return open
  }
}

/** The connections of this process, by the path of their database. */
const connections = new Map<string, WriteAheadLog[]>()

const logFamily: Family = {
  keeps: true,
  state(target) {
    const log = target as WriteAheadLog
    if (log.isInUse) return 'idle'
    return log.files.length > 0 ? 'open' : 'closed'
  },
  describe(target) {
    const log = target as WriteAheadLog
    // Another process goes on using it.
    if (log.files.some(isLocked)) return undefined
    const names = log.files.map((file) => basename(file)).join(' and ')
    return { type: 'sqlite-wal', subject: log, facts: { names, path: log.path } }
  },
  // Only SQLite can tell whether they hold what the database lacks.
  close: () => undefined,
}

/** Follows the files beside a database whose connection is open until `isOpen` says no. */
export function followLog(path: string, isOpen: () => boolean, owner: CurrentOwner, trace: Trace): void {
  follow(logFamily, new WriteAheadLog(resolve(path), isOpen), owner, trace)
}

/** Whether some process holds a lock on this file; known on Linux only. */
function isLocked(file: string): boolean {
  try {
    const inode = `:${String(statSync(file).ino)} `
    return readText('/proc/locks').includes(inode)
  } catch {
    return false
  }
}
