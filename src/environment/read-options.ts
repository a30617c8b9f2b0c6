import { lazily } from '../loading/lazily'
import { defaultOptions, type ResolvedOptions } from '../options/options'
import type * as validateModule from '../options/validate'
import type * as typesModule from '../wording/types'

/**
 * The options of a test file, from `testEnvironmentOptions.leakguard`.
 *
 * @throws OptionsError that lists every problem
 */
export function readOptions(given: unknown): ResolvedOptions {
  if (given === undefined) return defaultOptions
  // Validation knows every type and its words: loaded only where there is something to validate.
  const { resolveOptions } = lazily(() => require('../options/validate') as typeof validateModule)
  const { leakTypes } = lazily(() => require('../wording/types') as typeof typesModule)
  return resolveOptions(given, leakTypes, 'testEnvironmentOptions.leakguard')
}
