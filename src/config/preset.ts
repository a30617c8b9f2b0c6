import {
  environmentPath,
  jsdomPath,
  setupPath,
  strictEnvironmentPath,
  strictJsdomPath,
} from './package-paths'
import { withOurReporter } from './reporters'

const environments = {
  environment: environmentPath,
  'strict-environment': strictEnvironmentPath,
  jsdom: jsdomPath,
  'strict-jsdom': strictJsdomPath,
} as const

/** What the presets consist of; fresh arrays each time, because Jest changes the ones it is given. */
export function presetParts(name: keyof typeof environments = 'environment'): {
  testEnvironment: string
  reporters: unknown[]
  setupFiles: string[]
} {
  return { testEnvironment: environments[name], reporters: withOurReporter(), setupFiles: [setupPath] }
}
