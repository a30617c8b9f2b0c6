import type { EmitterFamily } from '../handles/family'
import { safely } from '../ledger/tracked-resource'
import type { ResourceAdapter } from './definition'
import { useAdapters } from './registry'
import { asLeakType, definitionError, TrackedValue } from './tracked-value'

const families = new Map<ResourceAdapter<unknown>, EmitterFamily>()

/** From now on instances of what this adapter matches are followed, in every test file of the process. */
export function registerAdapter(adapter: ResourceAdapter<unknown>): void {
  useAdapters(familyOfPrototype)
  families.set(adapter, familyOf(adapter))
}

function familyOfPrototype(prototype: object): EmitterFamily | undefined {
  return [...families].find(([adapter]) => matches(adapter, prototype))?.[1]
}

function matches(adapter: ResourceAdapter<unknown>, prototype: object): boolean {
  let found = false
  safely(() => {
    try {
      found = adapter.matches(prototype)
    } catch (error) {
      throw definitionError(adapter.type, 'matches', error)
    }
  })
  return found
}

function familyOf(adapter: ResourceAdapter<unknown>): EmitterFamily {
  const values = new WeakMap<object, TrackedValue>()
  const valueOf = (target: object): TrackedValue => {
    const known = values.get(target)
    if (known !== undefined) return known
    const fresh = new TrackedValue(target, adapter)
    values.set(target, fresh)
    return fresh
  }
  return {
    // Instances are put to use again: a pool that is empty now.
    state: (target) => (valueOf(target).state() === 'open' ? 'open' : 'idle'),
    describe(target) {
      const { facts, parts } = valueOf(target)
      return { type: asLeakType(adapter.type), subject: target, parts, facts }
    },
    close: (target) => valueOf(target).close(),
  }
}
