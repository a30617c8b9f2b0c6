import { readFileSync } from 'node:fs'
import {
  anyEnvironmentPath,
  environmentPath,
  jsdomPath,
  strictEnvironmentPath,
  strictJsdomPath,
} from './package-paths'
import { resolveFrom } from './resolve-module'

/** What becomes of the `testEnvironment` of a config. */
export type EnvironmentChoice =
  /** Jest's own one for Node, or jsdom: ours of that kind takes its place. */
  | { kind: 'ours'; path: string }
  /** Already ours or made by `withLeakDetection`, or Jest itself will reject it. */
  | { kind: 'kept' }
  /** Another one, which ours wraps when Jest constructs it. */
  | { kind: 'wrapped'; file: string }
  /** Another one, which only Jest can load: nothing is watched until it is wrapped. */
  | { kind: 'displaced'; name: string; base: string }

const ours = new Set<unknown>([
  environmentPath,
  strictEnvironmentPath,
  jsdomPath,
  strictJsdomPath,
  anyEnvironmentPath,
  'jest-leakguard/environment',
  'jest-leakguard/strict-environment',
  'jest-leakguard/jsdom',
  'jest-leakguard/strict-jsdom',
])
const plain = new Set<unknown>([undefined, null, '', 'node', 'jest-environment-node'])
const jsdom = new Set(['jsdom', 'jest-environment-jsdom'])

/** What Node loads without Jest's transforms. */
const loadable = /\.[cm]?js$/

/** Decides about `testEnvironment`, which is resolved as Jest does it, from the first directory that has it. */
export function chooseEnvironment(testEnvironment: unknown, rootDirs: readonly string[]): EnvironmentChoice {
  if (plain.has(testEnvironment)) return { kind: 'ours', path: environmentPath }
  if (typeof testEnvironment !== 'string' || ours.has(testEnvironment)) return { kind: 'kept' }
  if (jsdom.has(testEnvironment)) return { kind: 'ours', path: jsdomPath }
  const found = findEnvironment(testEnvironment, rootDirs)
  if (found === undefined) return { kind: 'kept' }
  const { file, specifier } = found
  if (/[\\/]jest-environment-node[\\/]/.test(file)) return { kind: 'ours', path: environmentPath }
  if (/[\\/]jest-environment-jsdom[\\/]/.test(file)) return { kind: 'ours', path: jsdomPath }
  if (ours.has(file) || mentionsUs(file)) return { kind: 'kept' }
  if (loadable.test(file)) return { kind: 'wrapped', file }
  return { kind: 'displaced', name: testEnvironment, base: `require('${specifier.replaceAll('\\', '/')}')` }
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

/** Judged by its text; the setup file sees what that gets wrong. */
function mentionsUs(file: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes('withLeakDetection')
  } catch {
    return false
  }
}
