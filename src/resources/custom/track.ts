import { currentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import type { Family } from '../handles/family'
import { captureTrace } from '../trace/trace'
import type { ResourceDefinition } from './definition'
import { asLeakType, TrackedValue } from './tracked-value'

const valueFamily: Family = {
  keeps: true,
  state: (target) => (target as TrackedValue).state(),
  describe(target) {
    const { definition, facts, parts, value } = target as TrackedValue
    const subject = typeof value === 'object' && value !== null ? value : undefined
    return { type: asLeakType(definition.type), subject, parts, facts }
  },
  close: (target) => (target as TrackedValue).close(),
}

/** Follows a value for whoever is running. */
export function trackValue(value: unknown, definition: ResourceDefinition<unknown>): void {
  const owner = currentOwner()
  if (owner === undefined) return
  follow(valueFamily, new TrackedValue(value, definition), owner, captureTrace(trackValue))
}
