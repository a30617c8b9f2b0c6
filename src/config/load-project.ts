import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

import { isRecord } from '../options/validation/value-checks'
import { loadSync } from './resolve-module'

/** In the order of Jest. */
const extensions = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts', 'json']

/** The file that Jest reads in a directory; `undefined` when it has none. */
export function configFileIn(directory: string): string | undefined {
  const names = namesIn(directory)
  const name = extensions.map((extension) => `jest.config.${extension}`).find((each) => names.includes(each))
  if (name !== undefined) return join(directory, name)
  return names.includes('package.json') ? join(directory, 'package.json') : undefined
}

/**
 * The config of a project that is named by its directory or by its file, as far as it can be had without waiting;
 * `undefined` for one that only Jest can load: TypeScript on an older Node, or asynchronous.
 */
export function loadProject(project: string): Record<string, unknown> | undefined {
  const isDirectory = statSync(project, { throwIfNoEntry: false })?.isDirectory() === true
  const file = isDirectory ? configFileIn(project) : project
  if (file === undefined) return undefined
  const value = basename(file) === 'package.json' ? jestOf(file) : called(loadSync(file).value)
  return isRecord(value) ? value : undefined
}

function jestOf(manifest: string): unknown {
  try {
    const { jest = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { jest?: unknown }
    return jest
  } catch {
    return undefined
  }
}

function called(value: unknown): unknown {
  if (typeof value !== 'function') return value
  try {
    const config: unknown = Reflect.apply(value, undefined, [])
    if (config instanceof Promise) config.catch(() => undefined)
    return config instanceof Promise ? undefined : config
  } catch {
    return undefined
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
