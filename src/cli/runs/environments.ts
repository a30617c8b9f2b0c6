import { realpathSync } from 'node:fs'
import { basename, sep } from 'node:path'

import {
  anyEnvironmentPath,
  environmentPath,
  jsdomPath,
  reporterPath,
  strictEnvironmentPath,
  strictJsdomPath,
} from '../../config/package-paths'
import { readFile } from '../../loading/read-file'

/** What an environment is, by the file that Jest has found for it. */
export type EnvironmentKind = 'guarded' | 'node' | 'jsdom' | 'other'

const ours = [environmentPath, strictEnvironmentPath, jsdomPath, strictJsdomPath, anyEnvironmentPath]

export function environmentKind(file: string): EnvironmentKind {
  if (isOurs(file)) return 'guarded'
  if (/[\\/]jest-environment-node[\\/]/.test(file)) return 'node'
  if (/[\\/]jest-environment-jsdom[\\/]/.test(file)) return 'jsdom'
  return String(readFile(file) ?? '').includes('jest-leakguard') ? 'guarded' : 'other'
}

/** One of this package's own, of this copy or of another one that the project has. */
export function isOurs(file: string): boolean {
  return (
    /[\\/]jest-leakguard[\\/]build[\\/](?:(?:strict-|any-)?environment|(?:strict-)?jsdom)\.js$/.test(file) ||
    ours.some((path) => isSame(path, file))
  )
}

export function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false
  }
}

/** Does a run have our reporter? */
export function hasReporter({ reporters }: Readonly<Record<string, unknown>>): boolean {
  const names = Array.isArray(reporters)
    ? reporters.map((each: unknown): unknown => (Array.isArray(each) ? each[0] : each))
    : []
  return names.some(
    (name) =>
      typeof name === 'string' &&
      (isSame(name, reporterPath) || /[\\/]jest-leakguard[\\/]build[\\/]reporter\.js$/.test(name)),
  )
}

/** As people know it: `node`, `jsdom`, a package, or the last names of a path. */
export function shownEnvironment(file: string): string {
  if (isOurs(file))
    return basename(file) === 'any-environment.js' ? 'wrapped' : `jest-leakguard/${basename(file, '.js')}`
  const kind = environmentKind(file)
  if (kind === 'node' || kind === 'jsdom') return kind
  const [, inModules] = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? []
  return inModules?.split(sep).join('/') ?? file.split(sep).slice(-2).join('/')
}
