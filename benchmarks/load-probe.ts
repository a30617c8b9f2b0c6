import { createRequire } from 'node:module'
import path from 'node:path'

/** What loading the environment module took and brought along, beyond Jest and its base environment. */
export interface Loaded {
  readonly milliseconds: number
  /** Files of the package under test. */
  readonly own: number
  /** Core modules that nothing had loaded before. */
  readonly core: readonly string[]
  /** Files of other packages. */
  readonly foreign: readonly string[]
}

/** Names of the core modules that are loaded; Node keeps the list, and its types do not know it. */
const load = createRequire(__filename)

function coreModules(): string[] {
  const list = (process as unknown as { moduleLoadList: readonly string[] }).moduleLoadList
  return list.flatMap((entry) => /^NativeModule (?!internal\/)(.*)$/.exec(entry)?.[1] ?? [])
}

function loadEnvironment(jestModules: string, packageDirectory: string): Loaded {
  // What a process that runs tests has loaded by then.
  for (const name of ['jest-runner', 'jest-runtime', 'jest-environment-node']) {
    load(path.join(jestModules, name))
  }
  const before = { core: new Set(coreModules()), files: new Set(Object.keys(require.cache)) }
  const start = performance.now()
  load(path.join(packageDirectory, 'build/environment.js'))
  const milliseconds = performance.now() - start
  const files = Object.keys(require.cache).filter((file) => !before.files.has(file))
  const own = files.filter((file) => file.startsWith(packageDirectory + path.sep))
  return {
    milliseconds,
    own: own.length,
    core: coreModules().filter((name) => !before.core.has(name)),
    foreign: files.filter((file) => !own.includes(file)),
  }
}

const [jestModules = '', packageDirectory = ''] = process.argv.slice(2)
process.stdout.write(JSON.stringify(loadEnvironment(jestModules, packageDirectory)))
