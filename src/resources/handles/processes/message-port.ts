import type { HandleFamily } from '../family'
import { handleState, type NativeHandle } from '../native-handle'

/** Message ports and broadcast channels that somebody listens on; without a listener they hold nothing up. */
export const messagePortFamily: HandleFamily = {
  // `hasRef()` of a port is true exactly while it listens; it cannot tell idle from closed.
  state: (target) => (handleState(target) === 'open' ? 'open' : 'idle'),
  describe(target, frames) {
    // A worker has several ports of its own: they go with the thread.
    if (frames.some(({ text }) => /new Worker \(node:internal\/worker:/.test(text))) return undefined
    const broadcast = frames.some(({ text }) => text.includes('new BroadcastChannel'))
    return { type: broadcast ? 'broadcast-channel' : 'message-port', facts: {} }
  },
  close(target) {
    ;(target as NativeHandle).close?.()
    return 'closed'
  },
}
