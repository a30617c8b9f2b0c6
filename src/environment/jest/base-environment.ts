import { createRequire } from '../../kept/node'

/** A Jest environment class, as far as this package builds on it. */
export type EnvironmentClass = new (...args: never[]) => object

/**
 * The `jest-environment-node` of the Jest that is running: the one next to the loaded `jest-runner`, else
 * along jest's own dependencies. A plain require may find another major version that npm hoisted.
 */
export function loadNodeEnvironment(): EnvironmentClass {
  const errors: string[] = []
  for (const find of [besideRunner, alongJest, () => require]) {
    try {
      const exports: unknown = find()('jest-environment-node')
      const found = environmentClassOf(exports)
      if (found !== undefined) return found
      errors.push('jest-environment-node exports no environment class')
    } catch (error) {
      errors.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
  }
  throw new Error(
    `jest-leakguard found no base environment. Expected jest-environment-node beside the running Jest ` +
      `(jest 29.7 or 30 as a dependency of the project). ${[...new Set(errors)].join('; ')}`,
  )
}

/** Accepts what Jest accepts: the class itself, `TestEnvironment`, or `default`. */
export function environmentClassOf(exports: unknown): EnvironmentClass | undefined {
  if (typeof exports === 'function') return exports as EnvironmentClass
  if (typeof exports !== 'object' || exports === null) return undefined
  const { TestEnvironment, default: fallback } = exports as { TestEnvironment?: unknown; default?: unknown }
  const found = TestEnvironment ?? fallback
  return typeof found === 'function' ? (found as EnvironmentClass) : undefined
}

/** The class that a caller of `withLeakDetection()` has given. @throws TypeError when there is none */
export function classIn(given: unknown): EnvironmentClass {
  const found = environmentClassOf(given)
  if (found !== undefined) return found
  throw new TypeError(
    `withLeakDetection(Base): expected a Jest environment class, given ${given === null ? 'null' : typeof given}. ` +
      'A module usually exports it as `TestEnvironment` or `default`.',
  )
}

function besideRunner(): NodeJS.Require {
  const isRunner = /[\\/]jest-runner[\\/]build[\\/]/
  const runner = Object.keys(require.cache).find(
    (file) => file.includes('jest-runner') && isRunner.test(file),
  )
  if (runner === undefined) throw new Error('jest-runner is not loaded in this process')
  return createRequire(runner)
}

function alongJest(): NodeJS.Require {
  const jest = createRequire(createRequire(__filename).resolve('jest/package.json'))
  const core = createRequire(jest.resolve('@jest/core'))
  return createRequire(core.resolve('jest-runner'))
}
