import { strictly } from './environment/jest/strictly'
import JsdomEnvironment = require('./jsdom')

/** `jest-leakguard/jsdom` with the options of `jest-leakguard/strict`: the environment of its preset. */
class StrictJsdomEnvironment extends strictly(JsdomEnvironment) {
  /** The name under which Jest looks for an environment class first. */
  static readonly TestEnvironment = StrictJsdomEnvironment
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = StrictJsdomEnvironment
export = StrictJsdomEnvironment
