import { printNoticeOnce } from '../environment/notice'
import { describeValue } from '../options/validation/describe-value'
import type { LeakGuardOptions } from '../options/options'
import { isRecord } from '../options/validation/value-checks'
import { checkOptions } from '../options/validation/validate'
import { leakTypes } from '../wording/types'
import { configFiles, directoriesOf, isProjectConfig } from './config-files'
import { type ConfigFindings, wordFindings } from './config-warnings'
import { guardProject, type Surroundings, valueOf } from './guard-config'
import { guardProjects, isKnownProject, runsItself } from './guard-projects'
import { readPreset } from './read-preset'
import { withOurReporter } from './reporters'
import { rootDirsOf } from './resolve-module'

/**
 * Adds leak detection to a Jest config that has a preset, projects or a reporter of its own.
 *
 * @param config a Jest config, a promise of one, or a (possibly async) function that returns one
 * @param options as under `testEnvironmentOptions.leakguard`; they win over those in the config
 * @returns what was given, with the environment, the reporter and the options added: a new object, a promise,
 * or a function. A test environment other than Jest's `node` stays as it is, and a warning on stderr says
 * how to wrap it.
 * @throws OptionsError for options that are not valid, TypeError for a config that is none
 */
export function withLeakGuard<T extends object>(config: T, options?: LeakGuardOptions): T {
  const files = configFiles(withLeakGuard)
  const place = { directories: directoriesOf(files), isProject: isProjectConfig(files) }
  const checked = checkOptions(options, leakTypes, 'withLeakGuard(config, options): options')
  // Generic so that a config keeps the type that its own tool gave it; each kind returns its own kind.
  return guard(config, checked, place) as T
}

type Config = Record<string, unknown>

/** What is known about where the config stands. */
interface Place {
  readonly directories: readonly string[]
  readonly isProject: boolean
}

function guard(config: unknown, options: LeakGuardOptions, place: Place): unknown {
  if (isFunction(config)) {
    return (...args: unknown[]) => guard(config(...args), options, place)
  }
  if (isPromise(config)) return config.then((settled) => guard(settled, options, place))
  if (isRecord(config)) return guardRoot(config, options, place)
  throw new TypeError(
    'withLeakGuard(config): expected a Jest config (an object, or a function or promise that gives one), ' +
      `given ${describeValue(config)}`,
  )
}

function guardRoot(config: Config, options: LeakGuardOptions, place: Place): Config {
  const findings: ConfigFindings = { displaced: [], projectPaths: [], unreadablePresets: [] }
  const surroundings: Surroundings = { options, directories: place.directories, findings }
  const guarded = {
    ...(runsItself(config) ? guardProject(config, surroundings, '') : config),
    ...guardProjects(config, surroundings),
    ...reportersFor(config, place),
  }
  for (const text of wordFindings(findings)) printNoticeOnce(text, text)
  return guarded
}

/** Jest takes reporters from the root config only, and warns about those of a project. */
function reportersFor(config: Config, { directories, isProject }: Place): Config {
  if (isProject || isKnownProject(directories)) return {}
  const preset = readPreset(config, rootDirsOf(config, directories))
  if (preset === 'unreadable' && config.reporters === undefined) return {}
  const chosen = valueOf('reporters', config, preset)
  if (chosen !== undefined && !Array.isArray(chosen)) return {}
  return { reporters: withOurReporter(chosen) }
}

function isFunction(value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function'
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
