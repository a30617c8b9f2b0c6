import { coreModulesLoaded, loadedCoreModule } from '../loaded-core-module'
import type { Sandbox } from '../watched'

/** An object with members that tests replace. */
export interface Holder {
  /** As it is shown: `fs`, `Date.prototype`. */
  readonly name: string
  readonly type: 'global' | 'prototype' | 'core-module'
  /** Undefined: not there, or not yet. */
  readonly find: () => object | undefined
  /** Undefined: whatever it has of its own; of a prototype or class: what others have assigned, which is enumerable. */
  readonly members?: readonly string[]
  /** Where it can be replaced by another. */
  readonly within?: { readonly holder: object; readonly member: string }
  /** The core module that it is, or is of. */
  readonly module?: string
}

type Lists = readonly (readonly [name: string, members: readonly string[]])[]

function listed(lists: Readonly<Record<string, string>>): Lists {
  return Object.entries(lists).map(([name, list]) => [name, list.split(' ')])
}

/** All files of a process share these: `module`, or `module#path`. */
const coreModules = listed({
  fs:
    'access accessSync close closeSync createReadStream createWriteStream exists existsSync lstat lstatSync mkdir ' +
    'mkdirSync open openSync readFile readFileSync readdir readdirSync realpath realpathSync rename renameSync rm ' +
    'rmSync stat statSync unlink unlinkSync watch writeFile writeFileSync',
  'fs/promises': 'access mkdir open readFile readdir rm stat unlink writeFile',
  http: 'createServer get request',
  https: 'createServer get request',
  net: 'connect createConnection createServer',
  child_process: 'exec execFile execFileSync execSync fork spawn spawnSync',
  dns: 'lookup resolve resolve4',
  crypto: 'createHash randomBytes randomUUID',
  os: 'cpus homedir hostname platform tmpdir',
  path: 'basename dirname join resolve',
  timers: 'clearInterval clearTimeout setImmediate setInterval setTimeout',
  'events#EventEmitter.prototype': 'addListener emit on once removeListener',
  'http#ClientRequest.prototype': 'end write',
  'http#ServerResponse.prototype': 'end setHeader write writeHead',
  'net#Socket.prototype': 'connect destroy end write',
  'stream#Readable.prototype': 'pipe push',
}).map(ofCoreModule)

/** Of the realm of the tests: gone with the file. */
const ofLanguage = listed({
  Date: 'now',
  Math: 'random',
  JSON: 'parse stringify',
  Promise: 'all',
  Object: 'assign keys',
  // Time zone and language.
  'Date.prototype': 'getTimezoneOffset toLocaleString',
  Intl: 'DateTimeFormat NumberFormat',
})

const ofDocuments = listed({
  'Element.prototype':
    'animate clientHeight clientWidth getBoundingClientRect getClientRects hasPointerCapture scrollHeight ' +
    'scrollIntoView scrollTo scrollWidth',
  'HTMLElement.prototype': 'focus offsetHeight offsetParent offsetWidth scrollIntoView',
  'HTMLCanvasElement.prototype': 'getContext toBlob toDataURL',
  'HTMLDialogElement.prototype': 'close show showModal',
  'HTMLFormElement.prototype': 'requestSubmit submit',
  'HTMLMediaElement.prototype': 'load pause play',
  'Storage.prototype': 'clear getItem removeItem setItem',
})

/** Built-in classes that people add members to. */
const classes = 'Object Array String Number Function Promise Map Set Date RegExp Error'
  .split(' ')
  .flatMap((name) => [name, `${name}.prototype`])

const onConsole = ['debug', 'error', 'info', 'log', 'trace', 'warn']
const onStreams = ['columns', 'isTTY', 'write']
const ofGlobal = listed({
  process:
    'arch argv chdir cwd emit emitWarning execPath exit getuid hrtime kill memoryUsage nextTick on once platform send ' +
    'uptime version',
  performance: 'mark measure now',
})

export function holdersIn({ global, globals, process }: Sandbox): readonly Holder[] {
  const isDocument = Reflect.has(global, 'document')
  const fixed = (name: string, type: Holder['type']): Holder => {
    const found = below(global, name)
    return { name, type, find: () => found }
  }
  const named = (type: Holder['type'], lists: Lists): Holder[] =>
    lists.map(([name, members]) => ({ ...fixed(name, type), members }))
  const stream = (name: 'stdout' | 'stderr'): Holder => {
    const found = process[name]
    return { name: `process.${name}`, type: 'core-module', find: () => found, members: onStreams }
  }
  return [
    ...coreModules,
    ...named('prototype', isDocument ? [...ofLanguage, ...ofDocuments] : ofLanguage),
    ...classes.map((name) => fixed(name, 'prototype')),
    // Jest gives each file one of its own, later than this.
    {
      name: 'console',
      type: 'global',
      find: () => below(globals, 'console'),
      within: { holder: globals, member: 'console' },
      members: onConsole,
    },
    ...named('global', ofGlobal),
    stream('stdout'),
    stream('stderr'),
    ...(isDocument ? ['document', 'navigator'] : []).map((name) => fixed(name, 'global')),
  ]
}

/** Once somebody has loaded it; the same in all files of a process. */
function ofCoreModule([called, members]: Lists[number]): Holder {
  const [module = '', path] = called.split('#')
  let found: object | undefined
  let loaded = 0
  return {
    name: path ?? module,
    type: 'core-module',
    module,
    members,
    find() {
      if (found !== undefined || loaded === coreModulesLoaded()) return found
      loaded = coreModulesLoaded()
      const exports = loadedCoreModule(module)
      found = path === undefined || exports === undefined ? exports : below(exports, path)
      return found
    },
  }
}

function below(object: object, path: string): object | undefined {
  let found: unknown = object
  for (const name of path.split('.')) {
    if ((typeof found !== 'object' && typeof found !== 'function') || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return (typeof found === 'object' && found !== null) || typeof found === 'function' ? found : undefined
}
