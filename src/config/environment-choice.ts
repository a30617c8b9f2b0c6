import { readFileSync } from 'node:fs'
import { environmentPath, strictEnvironmentPath } from './package-paths'
import { loadSync, resolveFrom } from './resolve-module'

/** What becomes of the `testEnvironment` of a config. */
export type EnvironmentChoice =
  /** Jest's own one for Node: ours takes its place. */
  | { kind: 'ours' }
  /** Already ours or made by `withLeakDetection`, or Jest itself will reject it. */
  | { kind: 'kept' }
  /** Another one, which stays: nothing is watched until it is wrapped. `base` is the expression to wrap. */
  | { kind: 'displaced'; name: string; base: string }

/** Classes made by `withLeakDetection` carry this as a static property. */
const brand = Symbol.for('jest-leakguard.environment')

const ours = new Set<unknown>([
  environmentPath,
  strictEnvironmentPath,
  'jest-leakguard/environment',
  'jest-leakguard/strict-environment',
])
const plain = new Set<unknown>([undefined, null, '', 'node', 'jest-environment-node'])
const jsdom = new Set(['jsdom', 'jest-environment-jsdom'])

/** Decides about `testEnvironment`, which is resolved as Jest does it, from the first directory that has it. */
export function chooseEnvironment(testEnvironment: unknown, rootDirs: readonly string[]): EnvironmentChoice {
  if (plain.has(testEnvironment)) return { kind: 'ours' }
  if (typeof testEnvironment !== 'string' || ours.has(testEnvironment)) return { kind: 'kept' }
  // Known for what it is; loading it takes half a second.
  if (jsdom.has(testEnvironment))
    return displaced(testEnvironment, 'jest-environment-jsdom', '.TestEnvironment')
  const found = findEnvironment(testEnvironment, rootDirs)
  if (found === undefined) return { kind: 'kept' }
  if (/[\\/]jest-environment-node[\\/]/.test(found.file)) return { kind: 'ours' }
  if (ours.has(found.file) || mentionsUs(found.file)) return { kind: 'kept' }
  const loaded = loadSync(found.file)
  if (isBranded(loaded.value)) return { kind: 'kept' }
  return displaced(testEnvironment, found.specifier, loaded.isDefault ? '.default' : '')
}

function displaced(name: string, specifier: string, property: string): EnvironmentChoice {
  return { kind: 'displaced', name, base: `require('${specifier.replaceAll('\\', '/')}')${property}` }
}

function findEnvironment(
  name: string,
  rootDirs: readonly string[],
): { file: string; specifier: string } | undefined {
  const local = name.replace(/^<rootDir>[\\/]*/, './')
  for (const rootDir of rootDirs) {
    for (const specifier of [`jest-environment-${name}`, local]) {
      const file = resolveFrom(rootDir, [specifier])
      if (file !== undefined) return { file, specifier }
    }
  }
  return undefined
}

function isBranded(environment: unknown): boolean {
  return typeof environment === 'function' && Reflect.get(environment, brand) === true
}

/** TypeScript that this Node cannot load is judged by its text; the setup file sees what that gets wrong. */
function mentionsUs(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('withLeakDetection')
  } catch {
    return false
  }
}
