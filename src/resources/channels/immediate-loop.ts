import { clearImmediate } from '../../kept/timers'
import { init } from '../../ownership/context'
import type { CurrentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import { knownLedger } from '../ledger/ledger'
import type { AsyncIds } from '../ledger/tracked-resource'
import type { Family } from '../handles/family'
import { captureInto, type Trace } from '../trace/trace'

/** Node's Immediate, as far as it tells whether it is still to run. */
interface Immediate {
  readonly _destroyed?: boolean
}

/** An owner's first chains are remembered with the line that started them: more would cost a busy server too much. */
const mostTraced = 4

/** So many chains are kept before those that have ended are dropped. */
const fewChains = 16

/** Immediates of which each was scheduled by the one before. */
interface Chain {
  last: Immediate
  readonly trace: Trace
  isTraced: boolean
}

/**
 * The immediates of one owner. Each is gone after a turn of the event loop and costs next to nothing here; an owner that
 * still has one pending when the grace period is over runs a loop.
 */
class Immediates {
  /** By the async id of its last. */
  #chains = new Map<number, Chain>()
  #dropAt = fewChains
  #traced = 0
  /** The next one is asked for its stack: what goes on was not traced when it was started. */
  #asks = false
  /** The one that was asked: through promises and ticks each turn begins a chain of its own. */
  #asked: Trace = {}
  /** That of the chain which goes on. */
  readonly trace: Trace

  constructor() {
    const shown = (): string | undefined => {
      const pending = this.#pending()
      return pending?.isTraced === false ? this.#asked.stack : pending?.trace.stack
    }
    this.trace = {
      get stack() {
        return shown() ?? ''
      },
    }
  }

  get isPending(): boolean {
    const pending = this.#pending()
    if (pending === undefined) return false
    this.#asks = !pending.isTraced
    return true
  }

  note(last: Immediate, { own, trigger }: AsyncIds): void {
    const chain = this.#chains.get(trigger) ?? { last, trace: {}, isTraced: false }
    const isNew = !this.#chains.delete(trigger)
    chain.last = last
    this.#chains.set(own, chain)
    if (!chain.isTraced && (this.#asks || (isNew && this.#traced++ < mostTraced))) {
      if (this.#asks) this.#asked = chain.trace
      this.#asks = false
      chain.isTraced = true
      captureInto(chain.trace, init)
    }
    if (this.#chains.size >= this.#dropAt) this.#dropEnded()
  }

  clear(): void {
    for (const { last } of this.#chains.values()) clearImmediate(last as NodeJS.Immediate)
  }

  #pending(): Chain | undefined {
    for (const chain of this.#chains.values()) if (isToRun(chain.last)) return chain
    return undefined
  }

  #dropEnded(): void {
    for (const [id, { last }] of this.#chains) if (!isToRun(last)) this.#chains.delete(id)
    this.#dropAt = Math.max(fewChains, 2 * this.#chains.size)
  }
}

function isToRun({ _destroyed }: Immediate): boolean {
  return _destroyed === false
}

const byScope = new WeakMap<object, Immediates>()

/** The async hook has seen an immediate. */
export function noteImmediate(target: object, owner: CurrentOwner, ids: AsyncIds): void {
  knownLedger(owner.scope)?.leftovers?.noteTurn()
  const known = byScope.get(owner.scope)
  if (known !== undefined) {
    known.note(target, ids)
    return
  }
  const immediates = new Immediates()
  byScope.set(owner.scope, immediates)
  immediates.note(target, ids)
  follow(immediateLoopFamily, immediates, owner, immediates.trace)
}

const immediateLoopFamily: Family = {
  state: (target) => ((target as Immediates).isPending ? 'open' : 'idle'),
  isUnderWay: () => true,
  isLoop: true,
  describe: (_, frames) => ({
    type: 'immediate-loop',
    facts: frames.some(({ text }) => text.includes('node:timers/promises:'))
      ? { call: 'setImmediate', promise: true }
      : {},
  }),
  close(target) {
    ;(target as Immediates).clear()
    return 'cleared'
  },
}
