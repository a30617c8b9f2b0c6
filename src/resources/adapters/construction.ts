import { currentOwner } from '../current-owner'
import { follow } from '../follow'
import type { Family } from '../handles/family'
import { captureTrace } from '../trace'

type Class = new (...args: unknown[]) => object

const observed = new WeakSet()

/**
 * Follows the instances of a native class that is no EventEmitter: puts a proxy that sees `new` in its place.
 * `instanceof` and subclassing work as before. `hold` keeps what is open from the collector, which would close
 * it at a time of its own and hide the leak.
 */
export function observeConstruction(exports: object, name: string, family: Family, hold: Set<object>): void {
  const original: unknown = Reflect.get(exports, name)
  if (observed.has(exports) || typeof original !== 'function') return
  observed.add(exports)

  function construct(target: Class, args: unknown[], newTarget: unknown): object {
    const instance = Reflect.construct<unknown[], object>(target, args, newTarget as Class)
    const owner = currentOwner()
    if (owner !== undefined) {
      hold.add(instance)
      follow(family, instance, owner, captureTrace(construct))
    }
    return instance
  }
  Reflect.set(exports, name, new Proxy(original as Class, { construct }))
}
