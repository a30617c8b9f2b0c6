import type { Scope } from '../../ownership/scope'
import { runIfUsed } from '../../ownership/context'
import { currentOwner } from '../ledger/current-owner'
import { definerOf } from '../handles/prototypes'
import { captureTrace } from '../trace/trace'
import { safely } from '../ledger/tracked-resource'
import { wrapMethod } from './wrap-method'
import { ledgerOf } from '../ledger/ledger'

/** How a class of pools shows its instances, and works for all who use them. */
interface PoolClass {
  /** @default 'Pool' */
  readonly exported?: string
  /** What its constructor assigns. */
  readonly assigned: string
  /** What makes connections, and timers, whoever happened to need them first. */
  readonly methods: readonly string[]
  /** The files that require it, where the name alone could be anybody's. */
  readonly from?: RegExp
}

/** By the name that others require. */
const poolClasses: Readonly<Record<string, PoolClass>> = {
  // Of knex, and of what is built on it.
  tarn: { assigned: 'creator', methods: ['_create', '_startReaping'] },
  'sequelize-pool': { assigned: '_factory', methods: ['_createResource', '_scheduleRemoveIdle'] },
  'generic-pool': { assigned: '_factory', methods: ['_createResource', '_scheduleEvictorRun'] },
  // Prisma makes its pool with its first query.
  '@prisma/adapter-pg': { exported: 'PrismaPg', assigned: 'options', methods: ['connect'] },
  // Sequelize keeps the databases of SQLite in no pool.
  './connection-manager': {
    assigned: 'connections',
    methods: ['getConnection'],
    from: /[\\/]sequelize[\\/]lib[\\/]dialects[\\/]sqlite[\\/]/,
  },
}

const observed = new WeakSet()

const owners = new WeakMap<object, Scope>()

/**
 * Observes what a file of a sandbox has required by this name: what such a pool opens in the middle of a test belongs to whoever
 * made the pool. These classes are no emitters, so that nothing else tells of their instances.
 */
export function observePools(from: unknown, name: string, exports: unknown): void {
  const poolClass = poolClasses[name]
  if (poolClass === undefined || exports === null) return
  if (poolClass.from?.test(String(from)) === false) return
  const found: unknown =
    typeof exports === 'object' ? Reflect.get(exports, poolClass.exported ?? 'Pool') : exports
  const prototype: unknown = typeof found === 'function' ? found.prototype : undefined
  if (typeof prototype !== 'object' || prototype === null || observed.has(prototype)) return
  observed.add(prototype)
  const { assigned, methods } = poolClass
  if (!methods.every((method) => definerOf(prototype, method) !== undefined)) return
  noteMakers(prototype, assigned)
  for (const method of methods) {
    wrapMethod(prototype, method, (original) => {
      return function observedWork(this: object, ...args: unknown[]) {
        const owner = owners.get(this)
        if (owner === undefined) return original.apply(this, args)
        return runIfUsed(owner, () => original.apply(this, args))
      }
    })
  }
}

/** Sees the first assignment to a property of each instance, which leaves the property as it would be. */
function noteMakers(prototype: object, property: string): void {
  function assign(this: object, value: unknown): void {
    Object.defineProperty(this, property, { configurable: true, enumerable: true, writable: true, value })
    safely(() => {
      const owner = currentOwner()
      if (owner?.attributed !== true) return
      owners.set(this, owner.scope)
      // What it opens later has nothing but packages on the stack.
      const ledger = ledgerOf(owner.scope)
      if (ledger.takesBeginnings) ledger.addBeginning(captureTrace(assign))
    })
  }
  Object.defineProperty(prototype, property, { configurable: true, set: assign })
}
