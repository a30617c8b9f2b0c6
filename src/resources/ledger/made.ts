import type { Family, Reuse } from '../handles/family'
import { safely, type TrackedResource } from './tracked-resource'

/** Each database in memory is another one. */
const inMemory = ':memory:'

/** A pool, client, agent or database, and how it came to be. */
export interface Made {
  readonly resource: TrackedResource
  readonly reuse: Reuse
  /** Kept: what was closed counts too. */
  readonly target: object
  /** The last that was used before was closed by then. */
  readonly again: boolean
}

/** Takes note of what should not be made again and again: rare enough to be kept for its owner's time. */
export function noteMade(resource: TrackedResource, target: object): void {
  const { family, scope } = resource
  const { reuse } = family
  if (reuse === undefined) return
  safely(() => {
    const last = scope.made?.findLast(
      (made) => made.resource.family === family && reuse.endpointOf(made.target) !== undefined,
    )
    scope.addMade({ resource, reuse, target, again: last !== undefined && isOver(last) })
  })
}

/** It was used, and is not any more. */
export function isOver({ resource, reuse, target }: Made): boolean {
  return reuse.endpointOf(target) !== undefined && resource.family.state(target) !== 'open'
}

/** Equal for what one could have served; undefined where each is needed. */
export function reuseKeyOf({ reuse }: Family, target: object): string | undefined {
  const endpoint = reuse?.endpointOf(target)
  return endpoint === inMemory ? undefined : endpoint
}
