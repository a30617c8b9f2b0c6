import { readText } from '../../../kept/fs'
import { join } from '../../../kept/path'
import { currentContext, runAs } from '../../../ownership/context'
import { packagesWithCalls } from '../../../knowledge/packages-with-calls'
import { lazily } from '../../../loading/lazily'
import type { Scope } from '../../../ownership/scope'
import { safely } from '../../../resources/ledger/tracked-resource'

/** Marks a Runtime class that is already observed: by this copy of the package, each sees to its own environments. */
const observed = Symbol('jest-leakguard.runtime-observed')
const scopes = new WeakMap<object, Scope>()
const listeners = new WeakMap<object, ModuleListener>()
/** The runtime of each environment, once it has loaded something. */
const runtimes = new WeakMap<object, WeakRef<Runtime>>()

/** The parts of Jest's Runtime that are used here: Jest 29.7 and 30 agree on them. */
export interface Runtime {
  readonly _environment?: object
  getSourceMaps(): ReadonlyMap<string, string> | undefined
}
type Load = (this: Runtime, ...args: unknown[]) => unknown

/** Is told what happens to the modules of an environment's sandbox. */
export interface ModuleListener {
  readonly testPath: string
  /** Setup files have run. */
  beforeTestFile(): void
  /** A module has been loaded. */
  afterLoad(): void
  /** `jest.resetModules()` or the end of `jest.isolateModules()` will forget what is loaded. */
  beforeLoss(): void
}

/** One listener for each environment; undefined: nobody listens any more. */
export function listenToModules(environment: object, listener: ModuleListener | undefined): void {
  if (listener === undefined) listeners.delete(environment)
  else listeners.set(environment, listener)
}

/** Everything that the runtime of this environment loads on its own account belongs to `scope`. */
export function ownLoadsOf(environment: object, scope: Scope): void {
  scopes.set(environment, scope)
}

/** The runtime of this environment, once it has loaded something. */
export function runtimeOf(environment: object): Runtime | undefined {
  return runtimes.get(environment)?.deref()
}

/** Paths of the source maps of what this environment's runtime has loaded; undefined when there are none. */
export function sourceMapsOf(environment: object | undefined): ReadonlyMap<string, string> | undefined {
  if (environment === undefined) return undefined
  const maps = runtimeOf(environment)?.getSourceMaps()
  return maps === undefined || maps.size === 0 ? undefined : maps
}

/** Files of the copies of jest-runtime that are loaded, and how many modules there were when we looked. */
let runtimeFiles: readonly string[] = []
let lookedThrough = 0

const isRuntime = /[\\/]jest-runtime[\\/]build[\\/]index\.js$/

/**
 * Observes how the running Jest loads setup files and test files: their top level belongs to the file.
 * Nothing of Jest is imported; the Runtime class is the one that Jest has already loaded here.
 */
export function observeRuntime(): void {
  const files = Object.keys(require.cache)
  // Looking through a thousand names takes longer than the rest of a small file's environment.
  if (files.length === lookedThrough) return
  lookedThrough = files.length
  runtimeFiles = files.filter((file) => file.endsWith('index.js') && isRuntime.test(file))
  for (const prototype of runtimeFiles.flatMap(prototypeIn)) {
    if (Object.hasOwn(prototype, observed)) continue
    Object.defineProperty(prototype, observed, { value: true })
    for (const method of ['requireModule', 'unstable_importModule'] as const) wrapLoad(prototype, method)
    wrapLosses(prototype)
  }
}

/** Says that files run under another environment: in our own sandboxes there is nothing to load it for. */
const setupPath = join(__dirname, '../../../setup.js')

/** What packages require whose connections are made in a pool of objects. */
const poolNames: ReadonlySet<string> = new Set([
  'tarn',
  'sequelize-pool',
  'generic-pool',
  '@prisma/adapter-pg',
  './connection-manager',
])

/** The packages of which calls are known that have to be remembered: what is known is not loaded before it is needed. */
const callNames: ReadonlySet<string> = new Set(packagesWithCalls)

type LoadMethod = 'requireModule' | 'unstable_importModule'
type IsolateMethod = 'isolateModules' | 'isolateModulesAsync'
type RuntimePrototype = Partial<Record<LoadMethod | IsolateMethod | 'resetModules', Load>>

function prototypeIn(file: string): RuntimePrototype[] {
  const exports: unknown = require.cache[file]?.exports
  const runtime = (exports as { default?: { prototype?: RuntimePrototype } } | undefined)?.default
  return runtime?.prototype === undefined ? [] : [runtime.prototype]
}

function wrapLoad(prototype: RuntimePrototype, method: LoadMethod): void {
  const original = prototype[method]
  if (original === undefined) return
  prototype[method] = function load(this: Runtime, ...args: unknown[]) {
    const environment = this._environment
    if (environment === undefined) return original.apply(this, args)
    if (!runtimes.has(environment)) runtimes.set(environment, new WeakRef(this))
    const listener = listeners.get(environment)
    if (args[0] === setupPath && listener !== undefined) return undefined
    // The one module that is loaded for nobody else.
    if (args.length === 1 && args[0] === listener?.testPath) listener?.beforeTestFile()
    // A module that a test loads lazily belongs to that test: it has a context already.
    const scope = currentContext() === undefined ? scopes.get(environment) : undefined
    const loaded =
      scope === undefined ? original.apply(this, args) : runAs(scope, () => original.apply(this, args))
    listener?.afterLoad()
    const [from, request] = args
    if (typeof request === 'string') {
      if (poolNames.has(request)) notePools(from, request, loaded)
      else if (callNames.has(request)) noteCalls(request, loaded)
    }
    return loaded
  }
}

function notePools(from: unknown, request: string, exports: unknown): void {
  const pools = lazily(
    () =>
      require('../../../resources/adapters/object-pools') as typeof import('../../../resources/adapters/object-pools'),
  )
  safely(() => {
    pools.observePools(from, request, exports)
  })
}

function noteCalls(request: string, exports: unknown): void {
  const calls = lazily(
    () =>
      require('../../../resources/adapters/observed-calls') as typeof import('../../../resources/adapters/observed-calls'),
  )
  safely(() => {
    calls.observeCalls(request, exports)
  })
}

/** Modules of an isolated registry are gone when it ends, all others when modules are reset. */
function wrapLosses(prototype: RuntimePrototype): void {
  const { isolateModules, isolateModulesAsync, resetModules } = prototype
  const tell = ({ _environment }: Runtime): void => {
    if (_environment !== undefined) listeners.get(_environment)?.beforeLoss()
  }
  if (resetModules !== undefined) {
    prototype.resetModules = function observedReset(this: Runtime, ...args) {
      tell(this)
      return resetModules.apply(this, args)
    }
  }
  if (isolateModules !== undefined) {
    prototype.isolateModules = function observedIsolation(this: Runtime, fn) {
      const observed = (): void => {
        try {
          ;(fn as () => void)()
        } finally {
          tell(this)
        }
      }
      return isolateModules.call(this, observed)
    }
  }
  if (isolateModulesAsync !== undefined) {
    prototype.isolateModulesAsync = function observedAsyncIsolation(this: Runtime, fn) {
      const observed = async (): Promise<void> => {
        try {
          await (fn as () => Promise<void>)()
        } finally {
          tell(this)
        }
      }
      return isolateModulesAsync.call(this, observed)
    }
  }
}

let version: string | undefined

/** Version of the running Jest, told by the jest-runtime that is loaded; undefined when none is. */
export function runningJestVersion(): string | undefined {
  const [runtime] = runtimeFiles
  if (version !== undefined || runtime === undefined) return version
  const manifest: unknown = JSON.parse(readText(runtime.replace(/build[\\/]index\.js$/, 'package.json')))
  const found: unknown = Reflect.get(manifest as object, 'version')
  version = typeof found === 'string' ? found : undefined
  return version
}
