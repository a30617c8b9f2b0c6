import LeakGuardEnvironment = require('./environment')
import { mergeOptions } from './options/merge-options'
import { checkOptions } from './options/validate'
import strict = require('./strict')
import { leakTypes } from './wording/types'

interface Config {
  readonly projectConfig: { readonly testEnvironmentOptions?: Readonly<Record<string, unknown>> }
}

/**
 * The environment of the preset `jest-leakguard/strict`. Jest replaces the `testEnvironmentOptions` of a preset by
 * those of the config, without a word: here the strict options are the defaults to which others are added.
 */
class StrictEnvironment extends LeakGuardEnvironment {
  /** The name under which Jest looks for an environment class first. */
  static override readonly TestEnvironment = StrictEnvironment

  constructor(...[config, ...rest]: never[]) {
    super(...([strictly(config as unknown as Config), ...rest] as unknown as never[]))
  }
}

function strictly(config: Config): Config {
  const { projectConfig } = config
  const options = projectConfig.testEnvironmentOptions
  const given = checkOptions(options?.leakguard, leakTypes, 'testEnvironmentOptions.leakguard')
  const leakguard = mergeOptions(strict, given)
  return { ...config, projectConfig: { ...projectConfig, testEnvironmentOptions: { ...options, leakguard } } }
}

// Node finds the named exports of CommonJS in assignments like this one, and only there.
;(module.exports as { TestEnvironment: unknown }).TestEnvironment = StrictEnvironment
export = StrictEnvironment
