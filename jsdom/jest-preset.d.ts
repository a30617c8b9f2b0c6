/** Jest preset `jest-leakguard/jsdom`: as `jest-leakguard`, on the project's jest-environment-jsdom. */
declare const preset: {
  testEnvironment: string
  reporters: string[]
  setupFiles: string[]
}
export = preset
