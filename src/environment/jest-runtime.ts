import { readFileSync } from 'node:fs'

import { currentContext, runAs } from '../ownership/context'
import type { Scope } from '../ownership/scope'

/** Marks a Runtime class that is already observed, and an environment with the scope of its file. */
const observed = Symbol.for('jest-leakguard.runtime-observed')
const scopes = new WeakMap<object, Scope>()
/** The runtime of each environment, once it has loaded something. */
const runtimes = new WeakMap<object, WeakRef<Runtime>>()

/** The parts of Jest's Runtime that are used here: Jest 29.7 and 30 agree on them. */
export interface Runtime {
  readonly _environment?: object
  getSourceMaps(): ReadonlyMap<string, string> | undefined
}
type Load = (this: Runtime, ...args: unknown[]) => unknown

/** Everything that the runtime of this environment loads on its own account belongs to `scope`. */
export function ownLoadsOf(environment: object, scope: Scope): void {
  scopes.set(environment, scope)
}

/** Paths of the source maps of what this environment's runtime has loaded; undefined when there are none. */
export function sourceMapsOf(environment: object): ReadonlyMap<string, string> | undefined {
  const maps = runtimes.get(environment)?.deref()?.getSourceMaps()
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
  }
}

type RuntimePrototype = Partial<Record<'requireModule' | 'unstable_importModule', Load>>

function prototypeIn(file: string): RuntimePrototype[] {
  const exports: unknown = require.cache[file]?.exports
  const runtime = (exports as { default?: { prototype?: RuntimePrototype } } | undefined)?.default
  return runtime?.prototype === undefined ? [] : [runtime.prototype]
}

function wrapLoad(prototype: RuntimePrototype, method: keyof RuntimePrototype): void {
  const original = prototype[method]
  if (original === undefined) return
  prototype[method] = function load(this: Runtime, ...args: unknown[]) {
    const environment = this._environment
    // A module that a test loads lazily belongs to that test: it has a context already.
    if (environment === undefined || currentContext() !== undefined) return original.apply(this, args)
    const scope = scopes.get(environment)
    if (scope === undefined) return original.apply(this, args)
    runtimes.set(environment, new WeakRef(this))
    return runAs(scope, () => original.apply(this, args))
  }
}

let version: string | undefined

/** Version of the running Jest, told by the jest-runtime that is loaded; undefined when none is. */
export function runningJestVersion(): string | undefined {
  const [runtime] = runtimeFiles
  if (version !== undefined || runtime === undefined) return version
  const manifest: unknown = JSON.parse(
    readFileSync(runtime.replace(/build[\\/]index\.js$/, 'package.json'), 'utf8'),
  )
  const found: unknown = Reflect.get(manifest as object, 'version')
  version = typeof found === 'string' ? found : undefined
  return version
}
