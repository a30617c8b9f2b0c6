import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import vm from 'node:vm'

import { asBeforeTests } from '../kept/as-before-tests'

const { compileFunction } = vm

/** The build's own folder. */
const root = dirname(__dirname)

/** Loads a module of the build by its name from the root, `./wording/summary`, and everything else as `require` does. */
export type Load = Pick<NodeJS.Require, 'cache' | 'resolve'> & ((name: string) => unknown)

interface Module {
  exports: unknown
}

type Body = (exports: unknown, require: Load, module: Module, file: string, directory: string) => void

/** Stands above each module in the file of those that are loaded later. */
const heading = '\n//# module '

/**
 * Modules that are loaded when they are first needed, in the middle of tests whose file system may be mocked or
 * out of descriptors: their text is read now, and compiled then. One that throws is loaded anew the next time.
 * `now` has those that are there already; what is in neither, `elsewhere` loads.
 */
export function lateModules(
  file: string,
  now: () => Readonly<Record<string, () => unknown>>,
  elsewhere: NodeJS.Require,
): Load {
  // The build writes ASCII alone: one byte a character in memory.
  const text = readFileSync(join(root, file), 'latin1')
  let sources: ReadonlyMap<string, string> | undefined
  const loaded = new Map<string, Module>()

  const load = (name: string): unknown => {
    const known = loaded.get(name)
    if (known !== undefined) return known.exports
    const present = now()[name]
    if (present !== undefined) return present()
    sources ??= sourcesIn(text)
    const source = sources.get(name)
    if (source === undefined) return asBeforeTests(() => elsewhere(name) as unknown)
    const module: Module = { exports: {} }
    const path = `${root}${name.slice(1)}.js`
    loaded.set(name, module)
    try {
      const body = compileFunction(source, ['exports', 'require', 'module', '__filename', '__dirname'], {
        filename: path,
      }) as unknown as Body
      body(module.exports, loadAny, module, path, path.slice(0, path.lastIndexOf('/')))
    } catch (error) {
      loaded.delete(name)
      throw error
    }
    return module.exports
  }
  const loadAny: Load = Object.assign(load, { cache: elsewhere.cache, resolve: elsewhere.resolve })
  return loadAny
}

function sourcesIn(text: string): Map<string, string> {
  return new Map(
    text
      .split(heading)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n')
        return [part.slice(0, end), part.slice(end + 1)]
      }),
  )
}
