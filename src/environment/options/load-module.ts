import { createRequire } from '../../kept/node'
import { join } from '../../kept/path'
import { fromDisk } from '../../loading/lazily'

/** A module of the project that was loaded outside the sandbox, or what went wrong. */
export type LoadedModule = { readonly file: string; readonly value: unknown } | { readonly problem: string }

/**
 * Loads a module that an option names, a package or a path from the root directory, outside the sandbox of the
 * tests. `named` is the option with the name, for what goes wrong; `example` such a path.
 */
export function loadModule(name: string, named: string, rootDir: string, example: string): LoadedModule {
  const load = createRequire(join(rootDir, 'package.json'))
  let file: string
  try {
    file = fromDisk(() => load.resolve(name.replace(/^<rootDir>/, '.')))
  } catch {
    const problem = `${named}: not found; expected a package, or a path from the root directory such as "${example}"`
    return { problem }
  }
  try {
    return { file, value: valueOf(fromDisk(() => load(file) as unknown)) }
  } catch (error) {
    return { problem: `${named}: threw while it was loaded: ${firstLineOf(error)}` }
  }
}

function firstLineOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
}

/** `module.exports`, or the default export of an ES module, compiled or real. */
function valueOf(exports: unknown): unknown {
  return typeof exports === 'object' && exports !== null && 'default' in exports ? exports.default : exports
}
