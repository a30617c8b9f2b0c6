import { environmentClassOf } from './environment/jest/base-environment'
import { type BaseConfig, type ChosenBase, withLateBase } from './environment/late-base'
import { createRequire } from './kept/node'

/** Where `withLeakGuard()` leaves the file of the environment that the project had chosen. */
const option = 'leakguardBase'

/** Any environment with leak detection: the one that `withLeakGuard()` found in the config or its preset. */
class AnyEnvironment extends withLateBase(choose) {
  /** The name under which Jest looks for an environment class first. */
  static readonly TestEnvironment = AnyEnvironment
}

function choose({ projectConfig, ...config }: BaseConfig): ChosenBase {
  const { [option]: file, ...testEnvironmentOptions } = projectConfig.testEnvironmentOptions ?? {}
  const path = String(file)
  const Base = environmentClassOf(createRequire(path)(path))
  if (Base === undefined) throw new Error(`jest-leakguard: the test environment ${path} exports no class`)
  return { Base, config: { ...config, projectConfig: { ...projectConfig, testEnvironmentOptions } } }
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = AnyEnvironment
export = AnyEnvironment
