import { coreModulesLoaded, loadedCoreModule } from './loaded-core-module'
import { compareSlots, propertyIn, type Slot, type Values, type Watched } from './watched'

/** The functions that code under test replaces; all files of a process share them. */
const names: Readonly<Record<string, readonly string[]>> = {
  fs: [
    ...['access', 'accessSync', 'close', 'closeSync', 'createReadStream', 'createWriteStream', 'exists'],
    ...['existsSync', 'lstat', 'lstatSync', 'mkdir', 'mkdirSync', 'open', 'openSync', 'readFile'],
    ...['readFileSync', 'readdir', 'readdirSync', 'realpath', 'realpathSync', 'rename', 'renameSync', 'rm'],
    ...['rmSync', 'stat', 'statSync', 'unlink', 'unlinkSync', 'watch', 'writeFile', 'writeFileSync'],
  ],
  'fs/promises': ['access', 'mkdir', 'open', 'readFile', 'readdir', 'rm', 'stat', 'unlink', 'writeFile'],
  http: ['createServer', 'get', 'request'],
  https: ['createServer', 'get', 'request'],
  net: ['connect', 'createConnection', 'createServer'],
  child_process: ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'],
  dns: ['lookup', 'resolve', 'resolve4'],
  crypto: ['createHash', 'randomBytes', 'randomUUID'],
  os: ['homedir', 'hostname', 'platform', 'tmpdir'],
  timers: ['clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout'],
}

/** `isSpied`: Jest's own spies are told apart, and restored by Jest. */
export function watchCoreModules(isSpied: (object: object, name: string) => boolean): Watched {
  const objects = new Map<string, readonly [object: object, name: string]>()
  const slots = new Map<string, Slot>()
  const unseen = new Set(Object.keys(names))
  let loaded = 0
  /** Modules that have been loaded since the last look. */
  const lookForModules = (last: Values): void => {
    if (loaded === coreModulesLoaded()) return
    loaded = coreModulesLoaded()
    for (const module of unseen) {
      const exports = loadedCoreModule(module)
      if (exports === undefined) continue
      unseen.delete(module)
      for (const name of names[module] ?? []) {
        const key = `${module}.${name}`
        const original: unknown = Reflect.get(exports, name)
        objects.set(key, [exports, name])
        last.set(key, original)
        const read = (): unknown => {
          const now: unknown = Reflect.get(exports, name)
          return now !== original && isSpied(exports, name) ? original : now
        }
        slots.set(key, { key, read })
      }
    }
  }
  return {
    type: 'core-module',
    outlivesFile: true,
    compare(last, note) {
      lookForModules(last)
      compareSlots(slots.values(), last, note)
    },
    read: (key) => slots.get(key)?.read(),
    restore(key, value) {
      const [object, name] = objects.get(key) ?? []
      if (object !== undefined && name !== undefined) Reflect.set(object, name, value)
    },
    facts: (key) => ({ key }),
    sources(key) {
      const [, name = ''] = objects.get(key) ?? []
      const module = key.slice(0, -name.length - 1)
      const object = module.replace(/^.*\//, '')
      return [
        new RegExp(String.raw`\b${object}${propertyIn(name)}\s*=(?![=>])`),
        // By another name, in a file that names the module.
        new RegExp(
          String.raw`(?<=['"\x60](?:node:)?${module}['"\x60][^]*)\b\w+${propertyIn(name)}\s*=(?![=>])`,
        ),
      ]
    },
  }
}
