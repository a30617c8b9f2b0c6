import { createRequire } from 'node:module'
import { basename, join, relative, sep } from 'node:path'

import { readFile } from '../../loading/read-file'
import { packageOf } from '../runs/package-of'
import { readJson } from '../runs/packages'
import { isSame } from '../runs/environments'

/** A file of the project that puts leak detection around its test environment. */
export interface EnvironmentFile {
  readonly path: string
  readonly text: string
}

/** The file for an environment, in the package of the configuration; `undefined` when its package cannot be named. */
export function environmentFile(environment: string, config: string): EnvironmentFile | undefined {
  const directory = packageOf(config)
  const specifier = specifierOf(environment, directory)
  if (specifier === undefined) return undefined
  const text = `// Written by \`jest-leakguard init\`: the test environment of this project, with leak detection.
const { withLeakDetection } = require('jest-leakguard')
module.exports = withLeakDetection(require('${specifier}'))
`
  const extension = readJson(join(directory, 'package.json')).type === 'module' ? 'cjs' : 'js'
  const short = basename(environment).replace(/\W.*$/, '')
  const names = [`leakguard.environment.${extension}`, `leakguard.${short}.environment.${extension}`]
  const name = names.find((each) => [undefined, text].includes(textOf(join(directory, each))))
  return { path: join(directory, name ?? `leakguard.${short}-2.environment.${extension}`), text }
}

function textOf(file: string): string | undefined {
  const content = readFile(file)
  return content === undefined ? undefined : String(content)
}

/** How a file in the directory names the environment: its package, a file of it, or a path of the project. */
function specifierOf(environment: string, directory: string): string | undefined {
  const posix = environment.split(sep).join('/')
  const [, inModules] = /^.*\/node_modules\/(.+)$/.exec(posix) ?? []
  if (inModules === undefined)
    return `./${relative(directory, environment).split(sep).join('/')}`.replace('./../', '../')
  const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(inModules) ?? []
  const { resolve } = createRequire(join(directory, 'package.json'))
  return [name, inModules].find((specifier) => {
    try {
      return isSame(resolve(specifier), environment)
    } catch {
      return false
    }
  })
}

/** A file as a configuration names it. */
export function inRoot(path: string, rootDir: string): string {
  const below = relative(rootDir, path).split(sep).join('/')
  return `<rootDir>/${below}`
}
