import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { configFileIn } from '../../config/load-project'
import { isRecord } from '../../options/validation/value-checks'
import { UsageError } from '../../terminal/usage-error'
import { type JestConfig, showConfig } from './ask-jest'
import { type GivenOption, valueIn } from './config-arguments'
import type { JestRun } from './jest-runs'

/** One project of a run, as Jest resolves it, and the file that it is written in. */
export interface RunProject {
  readonly file: string
  /** Where in `projects` of that file; `undefined` for the file itself. */
  readonly index: number | undefined
  /** As Jest would run it: presets, defaults and paths resolved. */
  readonly config: Readonly<Record<string, unknown>>
}

/** A run with what Jest makes of it, or why it makes nothing. */
export interface ResolvedRun extends JestRun {
  /** The file that Jest reads first; `undefined` for a configuration on the command line. */
  readonly file: string | undefined
  readonly projects: readonly RunProject[]
  readonly global: Readonly<Record<string, unknown>>
  readonly problem: string | undefined
}

/** The words that Jest gets on its command line. */
export function argumentsOf(options: readonly GivenOption[], ...without: readonly string[]): string[] {
  return options.filter(({ name }) => !without.includes(name)).flatMap(({ words }) => words)
}

/** Asks Jest what a run consists of. */
export async function resolveRun(run: JestRun, ...without: readonly string[]): Promise<ResolvedRun> {
  const file = mainFile(run)
  const nothing = { ...run, file, projects: [], global: {} }
  try {
    const { config, problem } = await showConfig(run, argumentsOf(run.options, ...without))
    if (config === undefined) return { ...nothing, problem }
    return { ...nothing, problem: undefined, global: config.global, projects: projectsOf(config, run, file) }
  } catch (error) {
    if (error instanceof UsageError) return { ...nothing, problem: error.message }
    throw error
  }
}

/** `--showConfig` says them all, `--selectProjects` or not. */
function projectsOf(shown: JestConfig, run: JestRun, file: string | undefined): RunProject[] {
  const selected = run.options.findLast(({ name }) => name === 'selectProjects')?.words
  const names = selected?.map((word) => word.replace(/^--[\w-]+=/, ''))
  return allProjects(shown, run, file).filter(
    ({ config }) => names?.includes(displayNameOf(config) ?? '') !== false,
  )
}

/** As `--selectProjects` has it. */
export function displayNameOf({ displayName }: RunProject['config']): string | undefined {
  const name = isRecord(displayName) ? displayName.name : displayName
  return typeof name === 'string' ? name : undefined
}

function allProjects({ projects, global }: JestConfig, run: JestRun, file: string | undefined): RunProject[] {
  const onCommandLine = run.options.findLast(({ name }) => name === 'projects')?.words.slice(1)
  const named: readonly unknown[] = onCommandLine ?? (Array.isArray(global.projects) ? global.projects : [])
  // Jest leaves out files that are no configuration.
  const listed = named.filter(
    (project) => typeof project !== 'string' || isLoadable(resolve(run.directory, project)),
  )
  return projects.map((config, index) => {
    const project = listed[index]
    if (typeof project === 'string')
      return { file: fileOf(resolve(run.directory, project)) ?? project, index: undefined, config }
    return { file: file ?? '', index: isRecord(project) ? index : undefined, config }
  })
}

function mainFile({ directory, options }: JestRun): string | undefined {
  const named = valueIn(options, 'config')
  if (named?.trim().startsWith('{') === true) return undefined
  if (named !== undefined) return fileOf(resolve(directory, named))
  const start = resolve(directory, valueIn(options, 'rootDir') ?? '.')
  for (let place = start; ; place = dirname(place)) {
    const file = configFileIn(place)
    if (file !== undefined) return file
    if (place === dirname(place)) return join(start, 'package.json')
  }
}

function fileOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  return statSync(path).isDirectory() ? configFileIn(path) : path
}

function isLoadable(path: string): boolean {
  if (!existsSync(path) || statSync(path).isDirectory()) return true
  return /\.(?:[cm]?[jt]s|json)$/.test(realpathSync(path))
}
