import { mergeOptions } from '../../options/merge-options'
import { checkOptions } from '../../options/validation/validate'
import strict = require('../../strict')
import { leakTypes } from '../../wording/types'
import type { EnvironmentClass } from './base-environment'

interface Config {
  readonly projectConfig: { readonly testEnvironmentOptions?: Readonly<Record<string, unknown>> }
}

/**
 * The strict twin of an environment. Jest replaces the `testEnvironmentOptions` of a preset by those of the config,
 * without a word: here the strict options are the defaults to which others are added.
 */
export function strictly(Environment: EnvironmentClass): EnvironmentClass {
  return class extends Environment {
    constructor(...[config, ...rest]: never[]) {
      super(...([withStrictOptions(config as unknown as Config), ...rest] as unknown as never[]))
    }
  }
}

function withStrictOptions(config: Config): Config {
  const { projectConfig } = config
  const options = projectConfig.testEnvironmentOptions
  const given = checkOptions(options?.leakguard, leakTypes, 'testEnvironmentOptions.leakguard')
  const leakguard = mergeOptions(strict, given)
  return { ...config, projectConfig: { ...projectConfig, testEnvironmentOptions: { ...options, leakguard } } }
}
