import { clearTimeout, Timeout as TimeoutClass } from '../../kept/timers'
import { lazily } from '../../loading/lazily'
import { now, timersBehind } from '../clock'
import { asNobody } from '../ledger/current-owner'
import type { Frame } from '../../verdict/leak'
import type { HandleFamily, Maker } from './family'
import { callerOf } from './native-handle'
import type * as spentDebounce from './spent-debounce'

/** The fields of Node's Timeout that have been there since Node 12. */
interface Timeout {
  readonly _destroyed?: boolean
  readonly _idleTimeout?: number
  /** When it was started, on the clock of Node's timers; null until it is. */
  readonly _idleStart?: number | null
  readonly _repeat?: number | null
  readonly _onTimeout?: { readonly name: string } | null
  hasRef(): boolean
}

/** Frames of the functions by which somebody starts a timer; those of `timers/promises` call the engine in between. */
const starters =
  /\(?node:(?:internal\/)?(?:timers|async_hooks|timers\/promises)[:)]|node:internal\/abort_controller:|\(<anonymous>\)$/

/** The clock of Node's timers is behind ours by so much. */
let behind: number | undefined

/** jsdom makes an interval of time-outs, each started by the task of the one before. */
function isIntervalOfPage(frames: readonly Frame[]): boolean {
  const [start, before] = frames.filter((frame) => frame.package === 'jsdom')
  if (start?.text.includes('timerInitializationSteps') !== true || before === undefined) return false
  return /setInterval|task/.test(before.text)
}

/** jsdom has one interval for all animation frames, for as long as there are any: in milliseconds. */
const animationFrame = 1000 / 60

function callOf(timer: Timeout, isSignal: boolean, repeats: boolean): string {
  if (isSignal) return 'AbortSignal.timeout'
  if (timer._repeat === animationFrame) return 'requestAnimationFrame'
  return repeats ? 'setInterval' : 'setTimeout'
}

/** By lodash, whose user cannot get at it any more. */
function isForgotten(timer: Timeout, frames: readonly Frame[]): boolean {
  const { _onTimeout: expired } = timer
  if (expired?.name !== 'timerExpired') return false
  if (!frames.some((frame) => frame.package?.startsWith('lodash') === true)) return false
  return lazily(() => require('./spent-debounce') as typeof spentDebounce).isSpent(timer, expired)
}

/** `setTimeout` and `setInterval` of the global, of `node:timers` and of `timers/promises`, `AbortSignal.timeout`. */
export const timerFamily: HandleFamily = {
  // Node's own time-outs (sockets, agents, servers) are born unref'd; what users start never is.
  follows: (target) => (target as Timeout).hasRef(),
  // One that is refreshed after its time is no new object, and has been started before.
  makerOf: (target) =>
    (target as Timeout)._idleStart === null && target.constructor === TimeoutClass
      ? (TimeoutClass as Maker)
      : undefined,
  state(target) {
    const timer = target as Timeout
    if (timer._destroyed === true) return 'closed'
    return timer.hasRef() ? 'open' : 'unref'
  },
  dueIn(target) {
    const { _idleStart: start, _idleTimeout: delay, _repeat: repeat } = target as Timeout
    if (typeof repeat === 'number' || delay === undefined) return undefined
    behind ??= asNobody(timersBehind)
    return start == null ? delay : start + delay + behind - now()
  },
  isUnderWay: (target) => (target as Timeout)._repeat === animationFrame,
  describe(target, frames) {
    const caller = callerOf(frames, starters)?.kind
    // A time-out that Node starts for something else (a child's, a query's) goes when that goes.
    if (caller === 'node') return undefined
    const timer = target as Timeout
    const repeats = typeof timer._repeat === 'number' || isIntervalOfPage(frames)
    const signal = frames.some(({ text }) => text.includes('node:internal/abort_controller:'))
    // Nothing can clear that of a signal: whoever has a package's call to make can do nothing about it.
    if (signal && caller === 'dependency') return undefined
    if (isForgotten(timer, frames)) return undefined
    const promise = frames.some(({ text }) => text.includes('node:timers/promises:'))
    return {
      type: timer.hasRef() ? 'timer' : 'unref-timer',
      subject: timer,
      facts: {
        call: callOf(timer, signal, repeats),
        promise,
        delay: timer._repeat ?? timer._idleTimeout,
      },
    }
  },
  close(target) {
    clearTimeout(target as NodeJS.Timeout)
    return 'cleared'
  },
}
