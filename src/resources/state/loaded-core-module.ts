import { getBuiltinModule, theProcess } from '../../kept/process'

// Tests may replace it.
const { moduleLoadList } = theProcess as NodeJS.Process & { readonly moduleLoadList?: readonly string[] }

/** Grows whenever another one is loaded. */
export function coreModulesLoaded(): number {
  return moduleLoadList?.length ?? 0
}

/** The exports of a core module that somebody has loaded: loading one to look at it would cost milliseconds. */
export function loadedCoreModule(name: string): object | undefined {
  // Without Node's list nothing is known to be loaded.
  const isLoaded = moduleLoadList?.includes(`NativeModule ${name}`) === true
  return isLoaded ? getBuiltinModule(`node:${name}`) : undefined
}
