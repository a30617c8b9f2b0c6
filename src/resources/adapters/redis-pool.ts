import { currentContext, runIfUsed } from '../../ownership/context'
import type { Scope } from '../../ownership/scope'
import type { EmitterFamily } from '../handles/family'
import { definerOf } from '../handles/prototypes'
import { wrapMethod } from './wrap-method'

const owners = new WeakMap<object, Scope>()

const observed = new WeakSet()

/** Pools of redis (`@redis/client`) 5 and 6. Their clients are what is open; those belong to whoever made the pool. */
export const nodeRedisPoolFamily: EmitterFamily = {
  observe: observeExecute,
  onMade(pool, { attributed, scope }) {
    if (attributed) owners.set(pool, scope)
  },
  state: () => 'idle',
  describe: () => undefined,
  close: () => undefined,
}

interface Pool {
  /** The pool itself, where a call comes through a proxy of it. */
  readonly _self?: object
}

/** A pool connects in the middle of the command that needs one more client, whosever it is. */
function observeExecute(prototype: object): void {
  const pool = definerOf(prototype, 'execute')
  if (pool === undefined || observed.has(pool)) return
  observed.add(pool)
  wrapMethod<Pool>(pool, 'execute', (execute) => {
    return function observedExecute(this: Pool, work: unknown, ...rest: unknown[]) {
      const owner = owners.get(this._self ?? this)
      const context = currentContext()
      if (owner === undefined || context === undefined || typeof work !== 'function')
        return execute.call(this, work, ...rest)
      const ownWork = (...args: unknown[]): unknown =>
        runIfUsed(context, () => Reflect.apply(work, undefined, args) as unknown)
      return runIfUsed(owner, () => execute.call(this, ownWork, ...rest))
    }
  })
}
