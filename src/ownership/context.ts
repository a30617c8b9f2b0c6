import { AsyncLocalStorage } from 'node:async_hooks'

import type { Scope } from './scope'

/** What async context carries: a scope, or the mark of work that is nobody's. */
export type ContextValue = Scope | typeof nobody

/** Work of Jest, of the base environment and of this package: what it opens is not judged. */
export const nobody = Symbol('jest-leakguard.nobody')

// One store for the process; it costs nothing until the first `run`.
const storage = new AsyncLocalStorage<ContextValue>()

let used = false

/** Runs `fn` so that everything it opens, now or later, belongs to `value`. */
export function runAs<T>(value: ContextValue, fn: () => T): T {
  used = true
  return storage.run(value, fn)
}

/** Makes `value` the owner for the rest of the current synchronous execution. */
export function enterAs(value: ContextValue | undefined): void {
  used = true
  storage.enterWith(value as ContextValue)
}

export function currentContext(): ContextValue | undefined {
  return used ? storage.getStore() : undefined
}

/** Runs `fn` so that what it opens is nobody's. */
export function detached<T>(fn: () => T): T {
  return runIfUsed(nobody, fn)
}

/** As `runAs`, but a process that has used no async context so far goes on without. */
export function runIfUsed<T>(value: ContextValue, fn: () => T): T {
  return used ? storage.run(value, fn) : fn()
}
