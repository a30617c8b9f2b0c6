import { monotonicNow as now } from '../kept/clock'
import { clearTimeout, setTimeout } from '../kept/timers'

export { now }

/**
 * What the clock of Node's timers is behind that of `performance`. Asking it takes a timer; of a few answers the one that
 * was given quickest is the most exact.
 */
export function timersBehind(): number {
  let best = { behind: 0, took: Infinity }
  for (let tries = 0; tries < 5; tries++) {
    const before = now()
    const timer = setTimeout(() => undefined, 1) as NodeJS.Timeout & { readonly _idleStart?: number }
    const after = now()
    clearTimeout(timer)
    if (after - before < best.took)
      best = { behind: before - (timer._idleStart ?? before), took: after - before }
  }
  return best.behind
}
