import type { HandleFamily } from './family'
import { callerOf } from './native-handle'

/** The fields of Node's Timeout that have been there since Node 12. */
interface Timeout {
  readonly _destroyed?: boolean
  readonly _idleTimeout?: number
  readonly _repeat?: number | null
  hasRef(): boolean
}

const clear = globalThis.clearTimeout

/** Frames of the functions by which somebody starts a timer; those of `timers/promises` call the engine in between. */
const starters = /\(?node:(?:internal\/)?(?:timers|async_hooks|timers\/promises)[:)]|\(<anonymous>\)$/

/** In milliseconds: what a grace period may see end. */
const short = 200

const nodes = /\(?node:|\(<anonymous>\)$/

/** `setTimeout` and `setInterval` of the global, of `node:timers` and of `timers/promises`. */
export const timerFamily: HandleFamily = {
  // Node's own time-outs (sockets, agents, servers) are born unref'd; what users start never is.
  follows: (target) => (target as Timeout).hasRef(),
  state(target) {
    const timer = target as Timeout
    if (timer._destroyed === true) return 'closed'
    return timer.hasRef() ? 'open' : 'unref'
  },
  /**
   * As an immediate, a timer without delay only puts something off. A package's own short one-shot timer is over
   * before anybody could clear it. Loops go on.
   */
  isBusy(target, frames) {
    const { _idleTimeout: delay = Infinity, _repeat: repeat } = target as Timeout
    if (typeof repeat === 'number') return false
    return delay <= 1 || (delay <= short && callerOf(frames(), nodes)?.kind === 'dependency')
  },
  describe(target, frames) {
    // A time-out that Node starts for something else (a child's, a query's, an AbortSignal's) goes when that goes.
    if (callerOf(frames, starters)?.kind === 'node') return undefined
    const timer = target as Timeout
    const repeats = typeof timer._repeat === 'number'
    const promise = frames.some(({ text }) => text.includes('node:timers/promises:'))
    return {
      type: timer.hasRef() ? 'timer' : 'unref-timer',
      subject: timer,
      facts: {
        call: repeats ? 'setInterval' : 'setTimeout',
        promise,
        delay: repeats ? (timer._repeat ?? undefined) : timer._idleTimeout,
      },
    }
  },
  close(target) {
    clear(target as NodeJS.Timeout)
    return 'cleared'
  },
}
