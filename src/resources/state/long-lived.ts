import { loadedCoreModule } from './loaded-core-module'
import type { Sandbox } from './watched'

const ofGlobal = [
  ...[
    'console',
    'process',
    'Math',
    'Date',
    'JSON',
    'Object',
    'Array',
    'Promise',
    'Number',
    'String',
    'Reflect',
  ],
  ...['performance', 'crypto', 'navigator', 'document', 'window', 'location'],
]

/** Node warns whoever asks for its own, which nobody spies on; a document without an address refuses. */
const ofDocument = [
  ...['localStorage', 'sessionStorage', 'history', 'Storage', 'Element', 'HTMLElement', 'HTMLCanvasElement'],
  ...['HTMLFormElement', 'HTMLInputElement', 'HTMLMediaElement', 'Document', 'Node'],
]

const modules = [
  ...['fs', 'fs/promises', 'http', 'https', 'net', 'os', 'path', 'child_process', 'dns', 'crypto', 'timers'],
  ...['url', 'util', 'zlib', 'stream', 'worker_threads'],
]

/** Names what outlives a test: the global of the tests, what hangs on it, built-in prototypes, and core modules. */
export function longLived({ global, process }: Sandbox): (object: object) => string | undefined {
  const { stderr, stdout } = process
  let names: Map<object, string> | undefined
  return (object) => {
    names ??= new Map(globals(global))
    if (object === stdout || object === stderr) return object === stdout ? 'process.stdout' : 'process.stderr'
    return names.get(object) ?? coreModules().find(([exports]) => exports === object)?.[1]
  }
}

function globals(global: object): [object, string][] {
  const found: [object, string][] = [[global, 'globalThis']]
  const names = Reflect.has(global, 'document') ? [...ofGlobal, ...ofDocument] : ofGlobal
  for (const name of names) {
    const value = valueOf(global, name)
    if (!isObject(value)) continue
    found.push([value, name])
    const prototype: unknown = typeof value === 'function' ? Reflect.get(value, 'prototype') : undefined
    if (isObject(prototype)) found.push([prototype, `${name}.prototype`])
  }
  return found
}

function valueOf(global: object, name: string): unknown {
  try {
    return Reflect.get(global, name)
  } catch {
    return undefined
  }
}

/** Those that are loaded: whoever has one to spy on has loaded it. */
function coreModules(): [object, string][] {
  return modules.flatMap((name): [object, string][] => {
    const exports = loadedCoreModule(name)
    return exports === undefined ? [] : [[exports, name]]
  })
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
