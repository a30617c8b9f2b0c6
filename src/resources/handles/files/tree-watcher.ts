import type { FSWatcher } from 'node:fs'

import { wrapMethod } from '../../adapters/wrap-method'
import type { EmitterFamily } from '../family'

/** Those that have started, and whether they are still at it: nothing else tells. */
const watching = new WeakMap<object, boolean>()

/**
 * `fs.watch` of a whole tree, where Node does that by a watcher of each file: on Linux. Those are its parts, and go
 * with it.
 */
export const treeWatcherFamily: EmitterFamily = {
  observe(prototype) {
    const start = Object.getOwnPropertySymbols(prototype).find(
      ({ description }) => description === 'kFSWatchStart',
    )
    if (start !== undefined) noteCalls(prototype, start, true)
    noteCalls(prototype, 'close', false)
  },
  state(target) {
    const isWatching = watching.get(target)
    if (isWatching === undefined) return 'idle'
    return isWatching ? 'open' : 'closed'
  },
  describe(target, frames) {
    const iterator = frames.some(({ text }) => text.includes('node:internal/fs/promises:'))
    return {
      type: 'file-watcher',
      subject: target,
      facts: { call: iterator ? 'fs.promises.watch' : 'fs.watch' },
    }
  },
  close(target) {
    ;(target as FSWatcher).close()
    return 'closed'
  },
}

/** One that cannot start throws. */
function noteCalls(prototype: object, name: PropertyKey, isWatching: boolean): void {
  wrapMethod(prototype, name, (original) => {
    return function observedCall(...args) {
      const result = original.apply(this, args)
      watching.set(this, isWatching)
      return result
    }
  })
}
