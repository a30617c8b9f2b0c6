import { fileURLToPath } from '../../../kept/url'

import type { Runtime } from './jest-runtime'

/** A module of Jest's CommonJS or ES module registry; promises stand for ES modules that are being linked. */
interface LoadedModule {
  readonly loaded?: boolean
  readonly exports?: unknown
  readonly status?: string
  readonly namespace?: object
}

type Registry = ReadonlyMap<string, unknown>

/** Where Jest 29 and 30.0 keep modules, and where 30.5 does. */
interface Registries {
  readonly _moduleRegistry?: Registry
  readonly _isolatedModuleRegistry?: Registry | null
  readonly _esmoduleRegistry?: Registry
  readonly registries?: {
    readonly moduleRegistry?: Registry
    readonly esModuleRegistry?: Registry
    readonly isolation?: { readonly cjs?: Registry; readonly esm?: Registry } | null
  }
}

/** An export that may be a singleton. */
export interface Candidate {
  readonly target: object
  readonly file: string
  readonly name: string
}

const foreign = /[\\/]node_modules[\\/]/
const resetters = ['resetInstance', 'reset_instance']

/** The project's modules that a sandbox has loaded; looking at them loads and runs nothing. */
export class LoadedModules {
  #sizes = new WeakMap<Registry, number>()
  readonly #seen = new WeakSet()
  /** Exports that are registered by name: any object will do there. */
  readonly #isNamed: (file: string, name: string) => boolean

  constructor(isNamed: (file: string, name: string) => boolean) {
    this.#isNamed = isNamed
  }

  /** What was loaded since the last look and exports something with a reset. */
  look(runtime: Runtime): Candidate[] {
    const found: Candidate[] = []
    for (const registry of registriesOf(runtime as Registries)) {
      // Only a change is worth a look: a test file has hundreds of modules, and thousands of tests.
      if (this.#sizes.get(registry) === registry.size) continue
      this.#sizes.set(registry, registry.size)
      for (const [key, entry] of registry) found.push(...this.#candidatesIn(key, entry, registry))
    }
    return found
  }

  /** Modules are about to be forgotten: as many afterwards are not the same ones. */
  beforeLoss(): void {
    this.#sizes = new WeakMap()
  }

  #candidatesIn(key: string, entry: unknown, registry: Registry): Candidate[] {
    if (typeof entry !== 'object' || entry === null || this.#seen.has(entry) || foreign.test(key)) return []
    const exports = exportsOf(entry)
    if (exports === undefined) {
      // It is being loaded: look again.
      this.#sizes.delete(registry)
      return []
    }
    this.#seen.add(entry)
    const file = fileOf(key)
    return exportedObjects(exports).flatMap(([name, target]) =>
      hasReset(target) || this.#isNamed(file, name) ? [{ target, file, name }] : [],
    )
  }
}

function registriesOf(runtime: Registries): Registry[] {
  const { _esmoduleRegistry, _isolatedModuleRegistry, _moduleRegistry, registries } = runtime
  return [
    _moduleRegistry,
    _isolatedModuleRegistry,
    _esmoduleRegistry,
    registries?.moduleRegistry,
    registries?.esModuleRegistry,
    registries?.isolation?.cjs,
    registries?.isolation?.esm,
  ].filter((registry): registry is Registry => registry != null && typeof registry.forEach === 'function')
}

/** The files of the project's own modules that are loaded. */
export function projectFiles(runtime: Runtime): string[] {
  const keys = registriesOf(runtime as Registries).flatMap((registry) => [...registry.keys()])
  return [...new Set(keys)].filter((key) => !foreign.test(key)).map(fileOf)
}

/** Does a loaded module of the project export this object, or one that has it in a field? */
export function isExported(runtime: Runtime, target: object): boolean {
  return registriesOf(runtime as Registries).some((registry) =>
    [...registry].some(([key, entry]) => {
      const exports = foreign.test(key) || !isObject(entry) ? undefined : exportsOf(entry)
      if (exports === undefined) return false
      const exported = [exports, ...exportedObjects(exports).map(([, object]) => object)]
      return exported.some((object) => object === target || fieldsOf(object).includes(target))
    }),
  )
}

function fieldsOf(object: object): unknown[] {
  try {
    return Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }) => value as unknown)
  } catch {
    // A proxy that refuses to be asked.
    return []
  }
}

/** What a file exports, in each registry that has loaded it. */
export function exportsOfFile(runtime: Runtime, file: string): object[] {
  return registriesOf(runtime as Registries).flatMap((registry) => {
    const entry = registry.get(file)
    return (isObject(entry) && exportsOf(entry)) || []
  })
}

function fileOf(key: string): string {
  return key.startsWith('file:') ? fileURLToPath(key) : key.replace(/[?#].*$/, '')
}

/** Is there a registry to look into? Without one nothing is discovered. */
export function hasRegistries(runtime: Runtime): boolean {
  return registriesOf(runtime as Registries).length > 0
}

function exportsOf(module: LoadedModule): object | undefined {
  const { exports, loaded, namespace, status } = module
  if (loaded === true) return isObject(exports) ? exports : {}
  return status === 'evaluated' ? namespace : undefined
}

/** The module's value and its exports. Getters are called only where a compiler or the language made them. */
function exportedObjects(exports: object): [string, object][] {
  const compiled =
    Object.getOwnPropertyDescriptor(exports, '__esModule')?.value === true ||
    Object.prototype.toString.call(exports) === '[object Module]'
  const own: [string, object][] =
    typeof exports === 'function' || hasReset(exports) ? [['default', exports]] : []
  const named = Object.keys(exports).flatMap((name): [string, object][] => {
    const field = Object.getOwnPropertyDescriptor(exports, name)
    const value: unknown = compiled && field?.get !== undefined ? valueOf(exports, name) : field?.value
    return isObject(value) ? [[name, value]] : []
  })
  return [...own, ...named]
}

/** A circular import leaves bindings that throw when they are read. */
function valueOf(exports: object, name: string): unknown {
  try {
    return Reflect.get(exports, name)
  } catch {
    return undefined
  }
}

function hasReset(target: object): boolean {
  try {
    let current: object | null = target
    while (current !== null) {
      for (const name of resetters) {
        if (typeof Object.getOwnPropertyDescriptor(current, name)?.value === 'function') return true
      }
      current = Object.getPrototypeOf(current) as object | null
    }
  } catch {
    // A proxy that refuses to be asked.
  }
  return false
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
