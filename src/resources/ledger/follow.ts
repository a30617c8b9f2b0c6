import type { CurrentOwner } from './current-owner'
import type { Family } from '../handles/family'
import type { Trace } from '../trace/trace'
import { TrackedResource } from './tracked-resource'

/** Async ids of a resource and of what triggered it; resources without a handle have none. */
export interface AsyncIds {
  readonly own: number
  readonly trigger: number
  /** The accepted socket that its server handed on when this was opened. */
  readonly connection?: TrackedResource | undefined
}

/** Puts a resource on its owner's list; leftover work of a finished file is reported at once. */
export function follow(
  family: Family,
  target: object,
  { scope, attributed }: CurrentOwner,
  trace: Trace,
  ids?: AsyncIds,
): TrackedResource {
  const resource = new TrackedResource(family, target, scope, attributed, trace, ids)
  scope.add(resource)
  scope.testFile.onLate?.(resource)
  return resource
}
