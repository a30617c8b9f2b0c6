import { lazily } from '../../loading/lazily'
import type { Pragmas } from '../../annotations/docblock'
import { defaultOptions, type ResolvedOptions } from '../../options/options'
import type * as validateModule from '../../options/validation/validate'
import type * as loadAdaptersModule from './load-adapters'
import type * as rulePacksModule from './rule-packs'
import type * as typesModule from '../../wording/types'
import type * as fileOptionsModule from './file'
import type { FileOptions } from './file'

/**
 * The options of a test file: those under `testEnvironmentOptions.leakguard`, and what its docblock adds. The
 * adapters and rule packs that they name are loaded.
 *
 * @throws OptionsError that lists every problem
 */
export function readOptions(
  given: unknown,
  pragmas: Pragmas,
  testPath: string,
  rootDir: string,
): FileOptions {
  const read = readAll(given, pragmas, testPath, rootDir)
  const { adapters, rulePacks } = read.options
  if (!read.off && adapters.length > 0) {
    const { loadAdapters } = lazily(() => require('./load-adapters') as typeof loadAdaptersModule)
    loadAdapters(adapters, rootDir)
  }
  if (!read.off && rulePacks !== false && rulePacks.length > 0) {
    const { loadRulePacks } = lazily(() => require('./rule-packs') as typeof rulePacksModule)
    loadRulePacks(rulePacks, rootDir)
  }
  return read
}

function readAll(given: unknown, pragmas: Pragmas, testPath: string, rootDir: string): FileOptions {
  const concernsUs = Object.keys(pragmas).some((name) =>
    /^(?:leakguard|jest-environment-options$)/.test(name),
  )
  // Before everything else: the options may be those of the docblock that has dropped the project's.
  if (!concernsUs) return { options: readProjectOptions(given), off: false, allowances: [] }
  const { readFileOptions } = lazily(() => require('./file') as typeof fileOptionsModule)
  return readFileOptions(given, pragmas, testPath, rootDir)
}

function readProjectOptions(given: unknown): ResolvedOptions {
  if (given === undefined) return defaultOptions
  // Validation knows every type and its words: loaded only where there is something to validate.
  const { resolveOptions } = lazily(
    () => require('../../options/validation/validate') as typeof validateModule,
  )
  const { leakTypes } = lazily(() => require('../../wording/types') as typeof typesModule)
  return resolveOptions(given, leakTypes, 'testEnvironmentOptions.leakguard')
}
