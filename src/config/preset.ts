import { environmentPath, setupPath, strictEnvironmentPath } from './package-paths'
import { withOurReporter } from './reporters'

/** What both presets consist of; fresh arrays each time, because Jest changes the ones it is given. */
export function presetParts(isStrict = false): {
  testEnvironment: string
  reporters: unknown[]
  setupFiles: string[]
} {
  const testEnvironment = isStrict ? strictEnvironmentPath : environmentPath
  return { testEnvironment, reporters: withOurReporter(), setupFiles: [setupPath] }
}
