import type { Dir } from 'node:fs'

import type { Family } from '../family'

/** A directory has no public sign of being closed: its close calls leave one here. */
const closed = new WeakSet()

export function noteClosed(directory: object): void {
  closed.add(directory)
}

/** `fs.opendir`, `fs.opendirSync` and `fs.promises.opendir`. */
export const directoryFamily: Family = {
  keeps: true,
  state: (target) => (closed.has(target) ? 'closed' : 'open'),
  describe: (target) => ({ type: 'directory', subject: target, facts: { path: (target as Dir).path } }),
  close(target) {
    ;(target as Dir).closeSync()
    return 'closed'
  },
}
