import type { LeakGuardOptions } from '../options/options'
import { isRecord } from '../options/validation/value-checks'
import { checkOptions } from '../options/validation/validate'
import { leakTypes } from '../wording/types'
import type { ConfigFindings } from './config-warnings'
import { chooseEnvironment } from './environment-choice'
import { mergeOptions } from '../options/merge-options'
import { anyEnvironmentPath, baseOption, setupPath } from './package-paths'
import { readPreset, type PresetContents } from './read-preset'
import { rootDirsOf } from './resolve-module'

type Config = Record<string, unknown>

/** What the parts of one config have in common. */
export interface Surroundings {
  readonly options: LeakGuardOptions
  /** Where relative paths may start: see `directoriesOf`. */
  readonly directories: readonly string[]
  readonly findings: ConfigFindings
}

/**
 * Gives one project its environment, options and setup file. An environment that cannot be wrapped from here stays,
 * and `findings` says so; `owner` names the project there.
 */
export function guardProject(config: Config, surroundings: Surroundings, owner: string): Config {
  const { directories, findings } = surroundings
  const rootDirs = rootDirsOf(config, directories)
  const preset = readPreset(config, rootDirs)
  const guarded = { ...config, ...environmentOptions(config, preset, surroundings.options) }
  if (preset === 'unreadable' && config.testEnvironment === undefined) {
    findings.unreadablePresets.push(String(config.preset))
    return guarded
  }
  const chosen = chooseEnvironment(valueOf('testEnvironment', config, preset), rootDirs)
  if (chosen.kind === 'displaced') {
    findings.displaced.push({ name: chosen.name, base: chosen.base, owner })
    return guarded
  }
  if (chosen.kind === 'ours') guarded.testEnvironment = chosen.path
  if (chosen.kind === 'wrapped') {
    guarded.testEnvironment = anyEnvironmentPath
    const options = valueOf('testEnvironmentOptions', guarded, preset)
    guarded.testEnvironmentOptions = { ...(isRecord(options) && options), [baseOption]: chosen.file }
  }
  return { ...guarded, ...setupFiles(config, preset) }
}

/** An option of the config, else of its preset: as Jest combines the ones that it replaces. */
export function valueOf(name: string, config: Config, preset: PresetContents): unknown {
  return config[name] ?? (isRecord(preset) ? preset[name] : undefined)
}

/** Options of the environment that are not ours are replaced by the config's, as in Jest; ours are merged. */
function environmentOptions(config: Config, preset: PresetContents, options: LeakGuardOptions): Config {
  const fromPreset = leakguardOf(isRecord(preset) ? preset.testEnvironmentOptions : undefined)
  const fromConfig = leakguardOf(config.testEnvironmentOptions)
  const leakguard = mergeOptions(fromPreset, fromConfig, options)
  if (Object.keys(leakguard).length === 0) return {}
  const others = valueOf('testEnvironmentOptions', config, preset)
  return { testEnvironmentOptions: { ...(isRecord(others) && others), leakguard } }
}

function leakguardOf(testEnvironmentOptions: unknown): LeakGuardOptions {
  const given = isRecord(testEnvironmentOptions) ? testEnvironmentOptions.leakguard : undefined
  return checkOptions(given, leakTypes, 'testEnvironmentOptions.leakguard')
}

/** Jest runs the setup files of a preset before those of the config. */
function setupFiles({ setupFiles: own }: Config, preset: PresetContents): Config {
  const inherited = isRecord(preset) ? preset.setupFiles : undefined
  if ([own, inherited].some((files) => Array.isArray(files) && files.includes(setupPath))) return {}
  return { setupFiles: [setupPath, ...(Array.isArray(own) ? (own as unknown[]) : [])] }
}
