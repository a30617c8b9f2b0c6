/** How test files are written: Babel's CommonJS, or ES modules that nothing transforms. */
export const syntaxes = ['commonjs', 'esm'] as const
export type Syntax = (typeof syntaxes)[number]

const modules: readonly (readonly [binding: string, name: string])[] = [
  ['childProcess', 'node:child_process'],
  ['dgram', 'node:dgram'],
  ['{ EventEmitter, on, once }', 'node:events'],
  ['fs', 'node:fs'],
  ['http', 'node:http'],
  ['http2', 'node:http2'],
  ['https', 'node:https'],
  ['inspector', 'node:inspector'],
  ['net', 'node:net'],
  ['path', 'node:path'],
  ['{ monitorEventLoopDelay, PerformanceObserver }', 'node:perf_hooks'],
  ['readline', 'node:readline'],
  ['readlinePromises', 'node:readline/promises'],
  ['{ PassThrough }', 'node:stream'],
  ['timers', 'node:timers'],
  ['timersPromises', 'node:timers/promises'],
  ['tls', 'node:tls'],
  ['{ BroadcastChannel, MessageChannel, Worker }', 'node:worker_threads'],
  ['zlib', 'node:zlib'],
  ['pg', 'pg'],
  ['kit', './kit.cjs'],
]

const common = [
  // It is compiled for one line of Node.
  'const Database = process.env.BETTER_SQLITE3 ? require(process.env.BETTER_SQLITE3) : kit.NodeDatabase',
  'const NodeDatabase = kit.NodeDatabase ?? Database',
]

const heads: Readonly<Record<Syntax, readonly string[]>> = {
  commonjs: [...modules.map(([binding, name]) => `const ${binding} = require('${name}')`), ...common],
  esm: [
    ...modules.map(([binding, name]) => `import ${binding} from '${name}'`),
    "import { createRequire } from 'node:module'",
    "import { fileURLToPath } from 'node:url'",
    "import { jest } from '@jest/globals'",
    'const require = createRequire(import.meta.url)',
    'const __filename = fileURLToPath(import.meta.url)',
    'const __dirname = path.dirname(__filename)',
    ...common,
  ],
}

/** The first lines of each generated module. */
export const headOf = (syntax: Syntax): readonly string[] => heads[syntax]

/** Loads a module of the same syntax. */
export const loading = (syntax: Syntax, binding: string, file: string): string =>
  syntax === 'esm' ? `import ${binding} from './${file}'` : `const ${binding} = require('./${file}')`

const extensions: Readonly<Record<Syntax, { readonly test: string; readonly module: string }>> = {
  commonjs: { test: 'test.js', module: 'cjs' },
  esm: { test: 'test.mjs', module: 'mjs' },
}

/** Of `f1`: `f1.test.js`. */
export const testFileOf = (name: string, syntax: Syntax): string => `${name}.${extensions[syntax].test}`

export const moduleOf = (name: string, syntax: Syntax): string => `${name}.${extensions[syntax].module}`
