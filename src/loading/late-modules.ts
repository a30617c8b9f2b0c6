import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import vm from 'node:vm'

import { asBeforeTests } from '../kept/as-before-tests'

// Tests put spies and mocks on Node's public objects.
const { compileFunction } = vm

/** Modules by their names in the build: `wording/summary`. */
export type Loaders = Readonly<Record<string, () => unknown>>

type Bundle = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  filename: string,
  directory: string,
) => void

/**
 * What a process needs in the middle of its tests, when the file system may be mocked or out of descriptors: the file is
 * read now, and compiled when the first of its modules is asked for. `startup` has those that are loaded already.
 */
export function lateModules(
  file: string,
  startup: Loaders,
  elsewhere: NodeJS.Require,
): (name: string) => unknown {
  const content = readFileSync(file)
  let modules: Loaders | undefined

  return (name) => {
    modules ??= compile(content.toString(), file, startup, elsewhere)
    return modules[name]?.()
  }
}

function compile(text: string, file: string, startup: Loaders, elsewhere: NodeJS.Require): Loaders {
  const bundle = compileFunction(text, ['exports', 'require', 'module', '__filename', '__dirname'], {
    filename: file,
  }) as Bundle
  const module: { exports: object } = { exports: {} }
  // The loader of Node would look for the file that stands beside this one.
  const require = (name: string): unknown =>
    name === './startup' ? startup : asBeforeTests(() => elsewhere(name) as unknown)
  bundle(module.exports, Object.assign(require, elsewhere), module, file, dirname(file))
  return module.exports as Loaders
}
