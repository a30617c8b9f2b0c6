import { createRequire } from '../../kept/node'
import { join } from '../../kept/path'
import { currentDirectory } from '../../kept/process'
import { type EnvironmentClass, environmentClassOf } from './base-environment'

const name = 'jest-environment-jsdom'
const found = new Map<string, EnvironmentClass>()

/** The `jest-environment-jsdom` of the project: from its root directory, beside this package, from where Jest runs. */
export function jsdomOf(rootDir: string): EnvironmentClass {
  const known = found.get(rootDir)
  if (known !== undefined) return known
  const file = resolveFirst([
    join(rootDir, 'package.json'),
    __filename,
    join(currentDirectory(), 'package.json'),
  ])
  const jsdom = environmentClassOf(createRequire(file)(file))
  if (jsdom === undefined) throw new Error(`jest-leakguard/jsdom: ${file} exports no environment class`)
  found.set(rootDir, jsdom)
  return jsdom
}

function resolveFirst(places: readonly string[]): string {
  for (const place of places) {
    try {
      return createRequire(place).resolve(name)
    } catch {
      // The next place.
    }
  }
  throw new Error(
    `jest-leakguard/jsdom needs ${name}, which is not installed in this project: npm install --save-dev ${name}`,
  )
}
