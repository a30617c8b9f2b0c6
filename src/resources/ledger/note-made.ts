import { ledgerOf } from './ledger'
import { isOver } from './made'
import { safely, type TrackedResource } from './tracked-resource'

/** Takes note of what should not be made again and again: rare enough to be kept for its owner's time. */
export function noteMade(resource: TrackedResource, target: object): void {
  const { family, scope } = resource
  const { reuse } = family
  if (reuse === undefined) return
  safely(() => {
    const last = ledgerOf(scope).made?.findLast(
      (made) => made.resource.family === family && reuse.endpointOf(made.target) !== undefined,
    )
    ledgerOf(scope).addMade({ resource, reuse, target, again: last !== undefined && isOver(last) })
  })
}
