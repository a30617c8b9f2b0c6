import { knowledge } from '../../knowledge'
import { currentOwner } from '../ledger/current-owner'
import { safely } from '../ledger/tracked-resource'
import { captureTrace } from '../trace/trace'
import { wrapMethod } from './wrap-method'
import { ledgerOf } from '../ledger/ledger'

const observed = new WeakSet()

/**
 * Observes the calls that are known of a package, in what a file of a sandbox has required by its name: where the project
 * made them is not to be seen any more when they open something.
 */
export function observeCalls(name: string, exports: unknown): void {
  for (const { exported, methods } of knowledge.get(name)?.calls ?? []) {
    const found: unknown = Reflect.get(Object(exports) as object, exported)
    const prototype: unknown = typeof found === 'function' ? found.prototype : undefined
    if (typeof prototype !== 'object' || prototype === null || observed.has(prototype)) continue
    observed.add(prototype)
    for (const method of methods)
      if (Object.hasOwn(prototype, method)) observe(name, exported, prototype, method)
  }
}

function observe(name: string, exported: string, prototype: object, method: string): void {
  wrapMethod(prototype, method, (original) => {
    return function observedCall(this: object, ...args: unknown[]) {
      safely(() => {
        const owner = currentOwner()
        const ledger = owner && ledgerOf(owner.scope)
        if (ledger?.takesBeginnings !== true) return
        const callee = { package: name, text: `at ${exported}.${method} (${name})` }
        ledger.addBeginning(Object.assign(captureTrace(observedCall), { callee }))
      })
      return original.apply(this, args)
    }
  })
}
