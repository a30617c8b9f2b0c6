import { loadNodeEnvironment } from './environment/jest/base-environment'
import { withLeakDetection } from './environment/mixin'

/** jest-environment-node with leak detection: `testEnvironment: 'jest-leakguard/environment'`. */
class LeakGuardEnvironment extends withLeakDetection(loadNodeEnvironment()) {
  /** The name under which Jest looks for an environment class first. */
  static readonly TestEnvironment = LeakGuardEnvironment
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = LeakGuardEnvironment
export = LeakGuardEnvironment
