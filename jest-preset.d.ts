/** Jest preset `jest-leakguard`: the environment, the reporter, and a check that nothing displaced the former. */
declare const preset: {
  testEnvironment: string
  reporters: string[]
  setupFiles: string[]
}
export = preset
