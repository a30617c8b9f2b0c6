import strict = require('../build/strict')

/** Jest preset `jest-leakguard/strict-jsdom`: as `jest-leakguard/jsdom`, with the options of `jest-leakguard/strict`. */
declare const preset: {
  testEnvironment: string
  testEnvironmentOptions: { leakguard: typeof strict }
  reporters: string[]
  setupFiles: string[]
}
export = preset
