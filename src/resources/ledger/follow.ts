import type { CurrentOwner } from './current-owner'
import { fileLedgerOf } from './file-ledger'
import { ledgerOf } from './ledger'
import type { Family } from '../handles/family'
import type { Trace } from '../trace/trace'
import { type AsyncIds, TrackedResource } from './tracked-resource'

/** Puts a resource on its owner's list; leftover work of a finished file is reported at once. */
export function follow(
  family: Family,
  target: object,
  { scope, attributed }: CurrentOwner,
  trace: Trace,
  ids?: AsyncIds,
): TrackedResource {
  const resource = new TrackedResource(family, target, scope, attributed, trace, ids)
  ledgerOf(scope).add(resource)
  fileLedgerOf(scope.testFile).onLate?.(resource)
  return resource
}
