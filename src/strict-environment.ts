import LeakGuardEnvironment = require('./environment')
import { strictly } from './environment/jest/strictly'

/** The environment of the preset `jest-leakguard/strict`. */
class StrictEnvironment extends strictly(LeakGuardEnvironment) {
  /** The name under which Jest looks for an environment class first. */
  static readonly TestEnvironment = StrictEnvironment
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = StrictEnvironment
export = StrictEnvironment
