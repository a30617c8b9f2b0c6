import type { EnvironmentClass } from '../environment/jest/base-environment'
import type * as mixinModule from '../environment/mixin'

/**
 * Adds leak detection to any Jest environment class: `jest-environment-jsdom`, a third party's, or your own.
 *
 * @throws TypeError when `Base` is not a class.
 */
export function withLeakDetection<Base extends EnvironmentClass>(Base: Base): Base {
  // Not loaded by test files: they import this package in their sandbox, where core modules may be mocked.
  const mixin = require('../environment/mixin') as typeof mixinModule
  return mixin.withLeakDetection(Base)
}
