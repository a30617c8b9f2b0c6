import { type CurrentOwner, currentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import type { Family } from '../handles/family'
import { noteMade } from '../ledger/note-made'
import { captureTrace, type Trace } from '../trace/trace'
import { safely } from '../ledger/tracked-resource'

type Class = new (...args: unknown[]) => object

interface Construction {
  readonly family: Family
  /** Keeps what is open from the collector, which would close it at a time of its own and hide the leak. */
  readonly hold: Set<object>
  /** What the class is called with, given what its caller has called it with. */
  readonly argumentsOf?: (args: unknown[]) => unknown[]
  /** Told of each instance that is followed. */
  readonly onOpen?: (instance: object, owner: CurrentOwner, trace: Trace) => void
}

const observed = new WeakSet()

/**
 * Follows the instances of a native class that is no EventEmitter: puts a proxy that sees `new` in its place.
 * `instanceof` and subclassing work as before. False: it is observed already, or no class.
 */
export function observeConstruction(
  exports: object,
  name: string,
  { family, hold, argumentsOf, onOpen }: Construction,
): boolean {
  const original: unknown = Reflect.get(exports, name)
  if (observed.has(exports) || typeof original !== 'function') return false
  observed.add(exports)

  function construct(target: Class, args: unknown[], newTarget: unknown): object {
    const owner = currentOwner()
    const all = owner === undefined ? args : (argumentsOf?.(args) ?? args)
    const instance = Reflect.construct<unknown[], object>(target, all, newTarget as Class)
    if (owner === undefined) return instance
    const trace = captureTrace(construct)
    hold.add(instance)
    noteMade(follow(family, instance, owner, trace), instance)
    safely(() => onOpen?.(instance, owner, trace))
    return instance
  }
  Reflect.set(exports, name, new Proxy(original as Class, { construct }))
  return true
}
