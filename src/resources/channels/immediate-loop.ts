import { clearImmediate } from '../../kept/timers'
import type { CurrentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import type { Family } from '../handles/family'
import { captureInto, type Trace } from '../trace/trace'

/** Node's Immediate, as far as it tells whether it is still to run. */
interface Immediate {
  readonly _destroyed?: boolean
}

/**
 * The immediates of one owner. A single one is gone after a turn of the event loop and costs nothing here;
 * an owner that has one pending turn after turn runs a loop.
 */
class Immediates {
  last: Immediate
  readonly trace: Trace = {}
  /** The next one is asked for its stack: somebody has looked and found one pending. */
  asked = false

  constructor(first: Immediate) {
    this.last = first
  }
}

const byScope = new WeakMap<object, Immediates>()

/** The async hook has seen an immediate. */
export function noteImmediate(target: object, owner: CurrentOwner): void {
  const known = byScope.get(owner.scope)
  if (known === undefined) {
    const immediates = new Immediates(target)
    byScope.set(owner.scope, immediates)
    follow(immediateLoopFamily, immediates, owner, immediates.trace)
    return
  }
  known.last = target
  if (known.asked) {
    known.asked = false
    captureInto(known.trace, noteImmediate)
  }
}

const immediateLoopFamily: Family = {
  state(target) {
    const immediates = target as Immediates
    if (immediates.last._destroyed !== false) return 'idle'
    immediates.asked = immediates.trace.stack === undefined
    return 'open'
  },
  describe: () => ({ type: 'immediate-loop', facts: {} }),
  close(target) {
    clearImmediate((target as Immediates).last as NodeJS.Immediate)
    return 'cleared'
  },
}
