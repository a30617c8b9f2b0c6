import type { FileHandle } from 'node:fs/promises'

import type { EmitterFamily } from '../family'

/**
 * `FileHandle`s of `fs.promises.open`. The native handle is made without any async context; the object
 * around it is an EventEmitter that the awaited call constructs.
 */
export const fileHandleFamily: EmitterFamily = {
  keeps: true,
  state: (target) => ((target as FileHandle).fd < 0 ? 'closed' : 'open'),
  describe: (target) => ({ type: 'file-handle', subject: target, facts: { fd: (target as FileHandle).fd } }),
  close(target) {
    void (target as FileHandle).close().catch(() => undefined)
    return 'closed'
  },
}
