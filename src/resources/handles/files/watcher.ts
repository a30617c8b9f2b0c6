import type { HandleFamily } from '../family'
import { handleState, type NativeHandle, ownerOf } from '../native-handle'

/** `fs.watch`, `fs.promises.watch` and `fs.watchFile`. */
export const watcherFamily: HandleFamily = {
  state(target) {
    const state = handleState(target)
    const owner = ownerOf(target)
    // A closed watcher drops its handle at once. Reading `initialized` of a closed handle would abort.
    const dropped = owner !== undefined && '_handle' in owner && owner._handle === null
    return state !== 'closed' && dropped ? 'closing' : state
  },
  describe(target, frames) {
    // Of a single file of a tree: the watcher of the whole is followed itself.
    if (frames.some(({ text }) => text.includes('node:internal/fs/recursive_watch:'))) return undefined
    const owner = ownerOf(target)
    const polling = target.constructor.name === 'StatWatcher'
    const iterator = frames.some(
      ({ text }) => text.includes('node:internal/fs/watchers:') && text.includes('watch '),
    )
    return {
      type: 'file-watcher',
      subject: owner,
      facts: {
        call: polling ? 'fs.watchFile' : iterator && owner === undefined ? 'fs.promises.watch' : 'fs.watch',
      },
    }
  },
  close(target) {
    const owner = ownerOf(target) as { close?: () => void; stop?: () => void } | undefined
    if (owner?.close !== undefined) owner.close()
    else if (owner?.stop !== undefined) owner.stop()
    else (target as NativeHandle).close?.()
    return 'closed'
  },
}
