import type { Family, Reuse } from '../handles/family'
import type { TrackedResource } from './tracked-resource'

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

/** It was used, and is not any more. */
export function isOver({ resource, reuse, target }: Made): boolean {
  return reuse.endpointOf(target) !== undefined && resource.family.state(target) !== 'open'
}

/** Equal for what one could have served; undefined where each is needed. */
export function reuseKeyOf({ reuse }: Family, target: object): string | undefined {
  const endpoint = reuse?.endpointOf(target)
  return endpoint === inMemory ? undefined : endpoint
}
