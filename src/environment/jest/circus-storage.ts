import { AsyncLocalStorage, AsyncResource } from '../../kept/node'

import { currentGuest, hookCarriesContext, runWithGuest } from '../../ownership/context'
import { runningJestVersion } from './modules/jest-runtime'

type Storage = InstanceType<typeof AsyncLocalStorage<unknown>>
type Run = (
  this: Storage,
  context: unknown,
  fn: (...args: unknown[]) => unknown,
  ...args: unknown[]
) => unknown

/** What circus stores while a test or a hook runs. */
interface CircusContext {
  readonly test?: { readonly type?: string }
  readonly describeBlock?: { readonly type?: string }
}

/** A context of a circus storage, on its way through the file's work. */
interface Guest {
  readonly storage: Storage
  readonly context: unknown
}

/**
 * Since Jest 30 every test file has an AsyncLocalStorage of its own that Jest never gives back. Where storages
 * are made of async hooks, each costs every promise of a worker as much as ours: so ours carries circus's context
 * as well, and circus's storage is never switched on. It is found when circus runs its first test or hook in it;
 * to be called right before that. Returns what stops looking for it, for when the file is over.
 */
export function carryCircusContext(): () => void {
  const hasStorage = Number.parseInt(runningJestVersion() ?? '', 10) >= 30
  if (!hookCarriesContext || !hasStorage || !guestsArrive()) return () => undefined
  const prototype = AsyncLocalStorage.prototype as unknown as { run: Run }
  const { run } = prototype
  const observedRun: Run = function (context, ...rest) {
    if (!isCircusContext(context)) return run.call(this, context, ...rest)
    stopLooking()
    takeIn(this)
    return this.run(context, ...rest)
  }
  const stopLooking = (): void => {
    if (prototype.run === observedRun) Reflect.set(prototype, 'run', run)
  }
  // Where the prototype is frozen, circus's storage stays as it is.
  Reflect.set(prototype, 'run', observedRun)
  return stopLooking
}

/** From now on this storage runs and reads in our context. */
function takeIn(storage: Storage): void {
  const run: Run = (context, fn, ...args) => {
    const guest: Guest = { storage, context }
    return runWithGuest(guest, fn, ...args)
  }
  const getStore = (): unknown => {
    const guest = currentGuest() as Guest | undefined
    return guest?.storage === storage ? guest.context : undefined
  }
  Object.assign(storage, { run, getStore })
}

/** Something that is loaded before Jest may have replaced the hook that carries them. */
function guestsArrive(): boolean {
  const probe = {}
  const resource = runWithGuest(probe, () => new AsyncResource('jest-leakguard'))
  return resource.runInAsyncScope(currentGuest) === probe
}

function isCircusContext(context: unknown): boolean {
  if (typeof context !== 'object' || context === null) return false
  const { test, describeBlock } = context as CircusContext
  return test?.type === 'test' || describeBlock?.type === 'describeBlock'
}
