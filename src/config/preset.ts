import { environmentPath, setupPath } from './package-paths'
import { withOurReporter } from './reporters'

/** What both presets consist of; fresh arrays each time, because Jest changes the ones it is given. */
export function presetParts(): { testEnvironment: string; reporters: unknown[]; setupFiles: string[] } {
  return { testEnvironment: environmentPath, reporters: withOurReporter(), setupFiles: [setupPath] }
}
