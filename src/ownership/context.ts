import { AsyncLocalStorage, createHook, executionAsyncResource } from '../kept/node'

import { Caller } from './caller'
import type { Scope } from './scope'
import { noteTrigger } from './triggers'

/** What async context says: a scope, or the mark of work that is nobody's. */
export type ContextValue = Scope | typeof nobody

/** What it carries. */
type Carriable = ContextValue | Caller

/** Work of Jest, of the base environment and of this package: what it opens is not judged. */
export const nobody = Symbol('jest-leakguard.nobody')

/** Told of every async resource that starts, promises excepted. */
export type OnStart = (asyncId: number, provider: string, triggerId: number, started: object) => void

/**
 * Where AsyncLocalStorage is made of async hooks (Node 20 and 22), each storage costs every promise as much as
 * the hook that we need anyway: there that hook carries the context as well. Elsewhere storages are free.
 */
export const hookCarriesContext = '_propagate' in AsyncLocalStorage.prototype

// It costs nothing until the first `run`.
const storage = new AsyncLocalStorage<Carriable>()

const key = Symbol('jest-leakguard.context')

/** What travels: whose work it is, and what somebody else keeps for the same work. */
interface Carried {
  readonly value: Carriable | undefined
  readonly guest: unknown
}

/** Node's objects for what is executed, and for what that starts. */
interface Carrier {
  [key]?: Carried | undefined
}

let used = false

let onStart: OnStart | undefined

/**
 * What Node calls for everything that starts; traces begin below it. Most of the calls are for promises, where the
 * runtime cannot leave them out: nothing here that can be left out.
 */
export function init(asyncId: number, provider: string, triggerId: number, started: object): void {
  // Also where there is no context: objects that differ in what they have would make all of this dearer.
  if (used && hookCarriesContext) (started as Carrier)[key] = (executionAsyncResource() as Carrier)[key]
  noteTrigger(asyncId, triggerId)
  if (provider !== 'PROMISE') onStart?.(asyncId, provider, triggerId, started)
}

// Without `destroy`, which makes awaits 4 to 10 times dearer, and without promises where they carry their
// context themselves and the runtime knows the option (Node 24.14 and later); older ones ignore it.
const hook = createHook({ init, trackPromises: hookCarriesContext } as Parameters<typeof createHook>[0])

/** Switches the process's one async hook on; `listener` must not throw: an exception would end the process. */
export function enableHook(listener: OnStart): void {
  onStart = listener
  hook.enable()
}

/** Off until it is resumed: any hook gives promises ids of their own on Node 20 and 22, and code may key on them. */
export function pauseHook(): void {
  hook.disable()
}

export function resumeHook(): void {
  if (onStart !== undefined) hook.enable()
}

function use(): void {
  if (used) return
  used = true
  if (hookCarriesContext) hook.enable()
}

/**
 * Runs `fn` so that everything it opens, now or later, belongs to `value`; `receiver` and `args` are what it is called
 * with. Each frame that stands between Jest and a test makes every stack of that test dearer.
 */
export function runAs<T, This = void, Args extends unknown[] = []>(
  value: ContextValue,
  fn: (this: This, ...args: Args) => T,
  receiver?: This,
  ...args: Args
): T {
  use()
  if (!hookCarriesContext) return storage.run(value, () => fn.apply(receiver as This, args))
  const carrier = executionAsyncResource() as Carrier
  const before = carrier[key]
  carrier[key] = { value, guest: before?.guest }
  try {
    return fn.apply(receiver as This, args)
  } finally {
    carrier[key] = before
  }
}

/** Calls `fn` so that `currentGuest()` is `guest`, now and later; only where `hookCarriesContext`. */
export function runWithGuest<T, Args extends unknown[]>(
  guest: unknown,
  fn: (...args: Args) => T,
  ...args: Args
): T {
  use()
  const carrier = executionAsyncResource() as Carrier
  const before = carrier[key]
  carrier[key] = { value: before?.value, guest }
  try {
    return fn(...args)
  } finally {
    carrier[key] = before
  }
}

/** Makes `value` the owner for the rest of the current synchronous execution. */
export function enterAs(value: Carriable | undefined): void {
  use()
  if (!hookCarriesContext) {
    storage.enterWith(value as Carriable)
    return
  }
  const carrier = executionAsyncResource() as Carrier
  carrier[key] = { value, guest: carrier[key]?.guest }
}

export function currentContext(): ContextValue | undefined {
  const value = carried()
  return value instanceof Caller ? value.scope : value
}

/** Who says whose work this is, where it is for somebody else to say. */
export function currentCaller(): Caller | undefined {
  const value = carried()
  return value instanceof Caller ? value : undefined
}

function carried(): Carriable | undefined {
  if (!used) return undefined
  return hookCarriesContext ? (executionAsyncResource() as Carrier)[key]?.value : storage.getStore()
}

/** Everything that this native handle's events lead to belongs to `value`, which is what is current: see `enterAs`. */
export function carryOn(handle: object, value: Caller): void {
  if (hookCarriesContext) {
    ;(handle as Carrier)[key] = { value, guest: undefined }
    return
  }
  // Node's own way to give a handle to another user: what is current is taken over.
  ;(handle as { asyncReset?(resource: object): void }).asyncReset?.(handle)
}

/** Work that is done with `other` as what is executed is the work that is being done. */
export function shareContext(other: object): void {
  if (used && hookCarriesContext) (other as Carrier)[key] = (executionAsyncResource() as Carrier)[key]
}

export function currentGuest(): unknown {
  return (executionAsyncResource() as Carrier)[key]?.guest
}

/** Runs `fn` so that what it opens is nobody's. */
export function detached<T>(fn: () => T): T {
  return runIfUsed(nobody, fn)
}

/** As `runAs`, but a process that has used no async context so far goes on without. */
export function runIfUsed<T>(value: ContextValue, fn: () => T): T {
  return used ? runAs(value, fn) : fn()
}
