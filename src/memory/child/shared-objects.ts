import http from 'node:http'
import https from 'node:https'

import { noteName } from './notes'

/** Core modules that tests share with Jest; asking for others would warn, or start something. */
const modules = [
  ...['assert', 'async_hooks', 'buffer', 'child_process', 'cluster', 'console', 'crypto', 'dgram'],
  ...[
    'diagnostics_channel',
    'dns',
    'dns/promises',
    'events',
    'fs',
    'fs/promises',
    'http',
    'http2',
    'https',
    'module',
  ],
  ...['net', 'os', 'path', 'perf_hooks', 'process', 'querystring', 'readline', 'stream', 'stream/promises'],
  ...[
    'string_decoder',
    'timers',
    'timers/promises',
    'tls',
    'tty',
    'url',
    'util',
    'v8',
    'vm',
    'worker_threads',
    'zlib',
  ],
]

/** Names what all test files of the process share, before anything is changed. */
export function nameSharedObjects(): void {
  noteName(process, 'the real process')
  noteName(process.stdout, 'process.stdout')
  noteName(process.stderr, 'process.stderr')
  noteName(globalThis, 'the global object outside the sandbox')
  // Tests have a console of their own.
  noteName(console, "require('node:console')")
  // Behind a getter.
  noteName(http.globalAgent, 'http.globalAgent')
  noteName(https.globalAgent, 'https.globalAgent')
  for (const name of modules) {
    const exports: unknown = process.getBuiltinModule(name)
    noteName(exports, name)
    for (const [key, value] of dataOf(exports)) {
      noteName(value, `${name}.${key}`)
      if (typeof value === 'function') noteName(value.prototype, `${name}.${key}.prototype`)
    }
  }
  for (const [key, value] of dataOf(globalThis)) {
    noteName(value, key)
    if (typeof value === 'function') noteName(value.prototype, `${key}.prototype`)
  }
}

/** Names the exports of what is loaded outside the sandboxes: environments, reporters, transformers and all they use. */
export function nameLoadedModules(): void {
  for (const [file, module] of Object.entries(require.cache)) noteName(module?.exports, file)
}

/** Properties that can be read without running anything. */
function dataOf(object: unknown): [key: string, value: unknown][] {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return []
  return Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([key, { value }]) =>
    value === undefined ? [] : [[key, value] as [string, unknown]],
  )
}
