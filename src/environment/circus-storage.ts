import { AsyncLocalStorage } from 'node:async_hooks'

import { hookCarriesContext } from '../ownership/context'
import { runningJestVersion } from './jest-runtime'

type Storage = AsyncLocalStorage<unknown>
type Run = (this: Storage, context: unknown, ...rest: unknown[]) => unknown

/** What circus stores while a test or a hook runs. */
interface CircusContext {
  readonly test?: { readonly type?: string }
  readonly describeBlock?: { readonly type?: string }
}

/**
 * Since Jest 30 every test file has an AsyncLocalStorage of its own that Jest never gives back. Where storages
 * are made of async hooks, every promise of a worker pays for all files that it has run before. Finds the
 * file's storage when circus runs its first test or hook in it; to be called right before that. Returns what gives it
 * back, for when the file is over: circus asks it nothing any more by then.
 */
export function findCircusStorage(): () => void {
  const hasStorage = Number.parseInt(runningJestVersion() ?? '', 10) >= 30
  if (!hookCarriesContext || !hasStorage) return () => undefined
  let storage: Storage | undefined
  const prototype = AsyncLocalStorage.prototype as unknown as { run: Run }
  const { run } = prototype
  const observedRun: Run = function (context, ...rest) {
    if (isCircusContext(context)) {
      found(this)
    }
    return run.call(this, context, ...rest)
  }
  const found = (circusStorage: Storage): void => {
    storage = circusStorage
    stopLooking()
  }
  const stopLooking = (): void => {
    if (prototype.run === observedRun) prototype.run = run
  }
  prototype.run = observedRun
  return () => {
    stopLooking()
    storage?.disable()
  }
}

function isCircusContext(context: unknown): boolean {
  if (typeof context !== 'object' || context === null) return false
  const { test, describeBlock } = context as CircusContext
  return test?.type === 'test' || describeBlock?.type === 'describeBlock'
}
