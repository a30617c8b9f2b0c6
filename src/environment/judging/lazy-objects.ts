import type { Scope } from '../../ownership/scope'
import { framesOf } from '../../resources/trace/frames'
import type { Observed } from '../../resources/observe'
import { type LazyObject, lazyObjectOf, makesLazyObject } from '../../verdict/stacks/lazy-objects'
import { handTo, knownLedger, resourcesOf } from '../../resources/ledger/ledger'

/**
 * What a pool opened belongs to whoever made the pool, not to who was the first to need a connection; likewise what a
 * watcher was given to watch. True when an owner has changed.
 */
export function giveToMakers(observed: readonly Observed[]): boolean {
  let hasChanged = false
  for (const { observation, resources } of observed) {
    const object = lazyObjectOf(observation)
    const [resource] = resources
    const maker = object === undefined || resource === undefined ? undefined : makerOf(object, resource.scope)
    if (maker === undefined || maker === resource?.scope) continue
    for (const part of resources) handTo(part, maker)
    hasChanged = true
  }
  return hasChanged
}

/**
 * Is its object in use still, or may it be: where nobody saw who made that it may be anybody's, and only the end of the
 * file tells.
 */
export function isOfLastingObject({ observation, resources: [resource] }: Observed): boolean {
  const object = lazyObjectOf(observation)
  if (object === undefined || resource === undefined) return false
  return !resource.scope.ended || makerOf(object, resource.scope) === undefined
}

/** Did somebody else make its object, or may have? */
export function isOfAnothersObject({ observation, resources: [resource] }: Observed): boolean {
  const object = lazyObjectOf(observation)
  return object !== undefined && resource !== undefined && makerOf(object, resource.scope) !== resource.scope
}

/** The nearest scope, from the object's user outwards, that made one. */
function makerOf(object: LazyObject, user: Scope): Scope | undefined {
  for (let scope: Scope | undefined = user; scope !== undefined; scope = scope.parent) {
    const traces = [
      ...(knownLedger(scope)?.beginnings ?? []),
      ...resourcesOf(scope).map(({ trace }) => trace),
    ]
    if (traces.some((trace) => makesLazyObject(object, framesOf(trace)))) return scope
  }
  return undefined
}
