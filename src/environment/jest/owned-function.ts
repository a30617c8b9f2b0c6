import { type ContextValue, runAs } from '../../ownership/context'
import type { CircusFunction } from './circus'

/**
 * Wraps a test or hook function so that everything it opens belongs to `owner()`.
 * Circus looks at two things that must survive: `fn.length` (a `done` callback) and being a generator.
 */
export function ownedFunction(fn: CircusFunction, owner: () => ContextValue): CircusFunction {
  if (isGeneratorFunction(fn)) return ownedGenerator(fn, owner)
  if (fn.length > 0) {
    return function ownedByDone(this: unknown, done) {
      return runAs(owner(), fn, this, done)
    }
  }
  return function owned(this: unknown) {
    return runAs(owner(), fn, this)
  }
}

type GeneratorFn = (this: unknown) => Generator<unknown, unknown, unknown>

function isGeneratorFunction(fn: CircusFunction): fn is GeneratorFn {
  return Object.prototype.toString.call(fn) === '[object GeneratorFunction]'
}

function ownedGenerator(fn: GeneratorFn, owner: () => ContextValue): CircusFunction {
  // Without a name: Jest leaves out the frames of anonymous generators.
  return function* (this: unknown): Generator<unknown, unknown, unknown> {
    const context = owner()
    const iterator = runAs(context, () => fn.call(this))
    let step = runAs(context, () => iterator.next())
    while (step.done !== true) {
      let sent: unknown
      let failed = false
      try {
        sent = yield step.value
      } catch (error) {
        sent = error
        failed = true
      }
      step = runAs(context, () => (failed ? iterator.throw(sent) : iterator.next(sent)))
    }
    return step.value
  }
}
