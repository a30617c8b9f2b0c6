import { jsdomOf } from './environment/jest/jsdom-base'
import { withLateBase } from './environment/late-base'

/** The project's jest-environment-jsdom with leak detection: `testEnvironment: 'jest-leakguard/jsdom'`. */
class JsdomEnvironment extends withLateBase((config) => ({
  Base: jsdomOf(config.projectConfig.rootDir),
  config,
})) {
  /** The name under which Jest looks for an environment class first. */
  static readonly TestEnvironment = JsdomEnvironment
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = JsdomEnvironment
export = JsdomEnvironment
