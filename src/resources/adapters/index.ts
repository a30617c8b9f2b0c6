import { isBuiltin, publicModule as Module, syncBuiltinESMExports } from '../../kept/node'
import { lazily } from '../../loading/lazily'

/** Told of the exports of what was loaded: follows their instances. */
type Observe = (exports: object) => void

/** The add-on's file is named after the package in version 12 and after the platform in 13. */
const betterSqlite3 = /[\\/]better[-_]sqlite3.*\.node$/

/** Native add-ons by the end of their file name, each with what loads its adapter. */
const addons: readonly (readonly [filename: RegExp, load: () => Observe])[] = [
  [
    betterSqlite3,
    () =>
      (require('./sqlite/better-sqlite3') as typeof import('./sqlite/better-sqlite3')).observeBetterSqlite3,
  ],
  [
    /[\\/]node_sqlite3[^\\/]*\.node$/,
    () => (require('./sqlite3/sqlite3') as typeof import('./sqlite3/sqlite3')).observeSqlite3,
  ],
]

/** better-sqlite3's, of every copy that is loaded. */
const sqliteAddons = new Set<object>()

type Load = (module: { exports: unknown }, filename: string) => void

type LoadModule = (request: string, ...rest: unknown[]) => unknown

let installed = false

/**
 * Sees native add-ons and node:sqlite when they are loaded; their adapters are loaded by then. Jest's sandboxes
 * load both with the outer `require`, and Node has one copy of each per process, so this works for every test
 * file, also after `jest.resetModules()`. Once per process is enough.
 */
export function observeNativeModules(): void {
  if (installed) return
  installed = true
  observeAddons()
  observeNodeSqlite()
}

function observeAddons(): void {
  for (const [filename, module] of Object.entries(require.cache)) {
    if (filename.endsWith('.node')) notify(module?.exports, filename)
  }
  const extensions = (Module as unknown as { _extensions: Record<string, Load> })._extensions
  const load = extensions['.node']
  if (load === undefined) return
  place(extensions, '.node', function loadAddon(module: { exports: unknown }, filename: string) {
    load(module, filename)
    notify(module.exports, filename)
  })
}

/** Ways of loading that somebody has locked, so that nothing can be put in their place. */
export const lockedLoaders: string[] = []

function place(target: object, name: string, loader: unknown): void {
  if (!Reflect.set(target, name, loader) || Reflect.get(target, name) !== loader) lockedLoaders.push(name)
}

/**
 * Has better-sqlite3 take its classes from the next test file that loads it. Its add-on is one per process and
 * keeps those of the first file: in every later file `error instanceof SqliteError` would be false, with version
 * 13 also `rows instanceof Array`.
 */
export function resetAddons(): void {
  for (const addon of sqliteAddons) Reflect.set(addon, 'isInitialized', false)
}

function notify(exports: unknown, filename: string): void {
  if (typeof exports !== 'object' || exports === null) return
  for (const [pattern, load] of addons) {
    if (!pattern.test(filename)) continue
    lazily(load)(exports)
    if (pattern === betterSqlite3) sqliteAddons.add(exports)
  }
}

/** Node warns that node:sqlite is experimental when it is loaded: it is loaded by whoever uses it. */
function observeNodeSqlite(): void {
  if (!isBuiltin('node:sqlite')) return
  const loader = Module as unknown as { _load: LoadModule }
  const load = loader._load
  const loadModule: LoadModule = function (this: unknown, request, ...rest) {
    const exports = load.call(this, request, ...rest)
    if (request === 'node:sqlite') {
      const { observeNodeSqlite: observe } = lazily(
        () => require('./sqlite/node-sqlite') as typeof import('./sqlite/node-sqlite'),
      )
      observe(exports as object)
      syncBuiltinESMExports()
      loader._load = load
    }
    return exports
  }
  place(loader, '_load', loadModule)
}
