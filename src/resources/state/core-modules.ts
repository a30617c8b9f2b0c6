import { coreModulesLoaded, loadedCoreModule } from './loaded-core-module'
import { propertyIn, type Values, type Watched } from './watched'

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

interface CoreSlot {
  readonly exports: Readonly<Record<string, unknown>>
  readonly name: string
  readonly original: unknown
  last: unknown
}

/** `isSpied`: Jest's own spies are told apart, and restored by Jest. */
export function watchCoreModules(isSpied: (object: object, name: string) => boolean): Watched {
  const slots = new Map<string, CoreSlot>()
  const unseen = new Set(Object.keys(names))
  let loaded = 0
  /** Modules that have been loaded since the last look. */
  const lookForModules = (last: Values): void => {
    if (loaded === coreModulesLoaded()) return
    loaded = coreModulesLoaded()
    for (const module of unseen) {
      const exports = loadedCoreModule(module) as CoreSlot['exports'] | undefined
      if (exports === undefined) continue
      unseen.delete(module)
      for (const name of names[module] ?? []) {
        const original = exports[name]
        const key = `${module}.${name}`
        slots.set(key, { exports, name, original, last: original })
        last.set(key, original)
      }
    }
  }
  const read = ({ exports, name, original }: CoreSlot): unknown => {
    const now = exports[name]
    return now !== original && isSpied(exports, name) ? original : now
  }
  return {
    type: 'core-module',
    outlivesFile: true,
    compare(last, note) {
      lookForModules(last)
      for (const [key, slot] of slots) {
        // A hundred of them, around each test.
        if (slot.exports[slot.name] === slot.last) continue
        const before = slot.last
        slot.last = read(slot)
        if (slot.last === before) continue
        last.set(key, slot.last)
        note(key, before, slot.last)
      }
    },
    read(key) {
      const slot = slots.get(key)
      return slot && read(slot)
    },
    initial: (key) => slots.get(key)?.original,
    restore(key, value) {
      const { exports, name } = slots.get(key) ?? {}
      if (exports !== undefined && name !== undefined) Reflect.set(exports, name, value)
    },
    facts: (key) => ({ key }),
    sources(key) {
      const dot = key.lastIndexOf('.')
      const module = key.slice(0, dot)
      const name = key.slice(dot + 1)
      const object = module.replace(/^.*\//, '')
      return [
        new RegExp(String.raw`\b${object}${propertyIn(name)}\s*=(?![=>])`),
        // By another name, in a file that names the module. Looked for backwards from what was found, not from every
        // place of a file that may be large.
        new RegExp(
          String.raw`\b\w+${propertyIn(name)}\s*=(?![=>])(?<=['"\x60](?:node:)?${module}['"\x60][^]*)`,
        ),
      ]
    },
  }
}
