import { clearTimeout } from '../../kept/timers'
import type { HandleFamily } from './family'
import { callerOf } from './native-handle'

/** The fields of Node's Timeout that have been there since Node 12. */
interface Timeout {
  readonly _destroyed?: boolean
  readonly _idleTimeout?: number
  readonly _repeat?: number | null
  hasRef(): boolean
}

/** Frames of the functions by which somebody starts a timer; those of `timers/promises` call the engine in between. */
const starters =
  /\(?node:(?:internal\/)?(?:timers|async_hooks|timers\/promises)[:)]|node:internal\/abort_controller:|\(<anonymous>\)$/

/** In milliseconds: what a grace period may see end. */
const short = 200

const nodes = /\(?node:|\(<anonymous>\)$/

/** `setTimeout` and `setInterval` of the global, of `node:timers` and of `timers/promises`, `AbortSignal.timeout`. */
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
    const caller = callerOf(frames, starters)?.kind
    // A time-out that Node starts for something else (a child's, a query's) goes when that goes.
    if (caller === 'node') return undefined
    const timer = target as Timeout
    const repeats = typeof timer._repeat === 'number'
    const signal = frames.some(({ text }) => text.includes('node:internal/abort_controller:'))
    // Nothing can clear that of a signal: whoever has a package's call to make can do nothing about it.
    if (signal && caller === 'dependency') return undefined
    const promise = frames.some(({ text }) => text.includes('node:timers/promises:'))
    return {
      type: timer.hasRef() ? 'timer' : 'unref-timer',
      subject: timer,
      facts: {
        call: signal ? 'AbortSignal.timeout' : repeats ? 'setInterval' : 'setTimeout',
        promise,
        delay: repeats ? (timer._repeat ?? undefined) : timer._idleTimeout,
      },
    }
  },
  close(target) {
    clearTimeout(target as NodeJS.Timeout)
    return 'cleared'
  },
}
