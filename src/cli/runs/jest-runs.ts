import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { configFileIn } from '../../config/load-project'
import { readFile } from '../../loading/read-file'
import { isRecord } from '../../options/validation/value-checks'
import { configOptions, type GivenOption } from './config-arguments'
import { type JestCommand, readScript } from './jest-command'
import { nxTargets } from './nx-targets'
import { packageDirectories, readJson } from './packages'
import { shownPath } from './shown-path'

export type HidingOption = 'forceExit' | 'detectOpenHandles'
const hidingOptions: readonly HidingOption[] = ['forceExit', 'detectOpenHandles']

/** One way in which Jest is started in a repository. */
export interface JestRun {
  /** Where Jest starts. */
  readonly directory: string
  /** Who starts it: `npm test`, `nx test web`; empty for a configuration that no script names. */
  readonly from: readonly string[]
  /** The script of a package.json that starts it, for one that has to be changed. */
  readonly script?: { readonly manifest: string; readonly name: string }
  readonly options: readonly GivenOption[]
  /** What its scripts set that hides what keeps Jest alive, and which of them. */
  readonly hiding?: readonly { readonly option: HidingOption; readonly from: string }[]
  readonly env: Readonly<Record<string, string>>
  readonly nodeArgs: readonly string[]
}

/** A script whose tool brings a configuration of Jest that is not in the repository. */
export interface ForeignRun {
  readonly directory: string
  readonly from: string
  readonly tool: string
}

export interface RepositoryRuns {
  readonly runs: readonly JestRun[]
  readonly foreign: readonly ForeignRun[]
}

/** A configuration of its own that no script may name: `jest.e2e.config.js`, `jest-e2e.json`. */
const namedConfig = /^jest(?:[.-][\w-]+)*[.-]config\.(?:[cm]?[jt]s|json)$|^jest-e2e\.json$/

/** Every run of Jest that the scripts and targets of a repository start, and every configuration beside them. */
export function findRuns(root: string): RepositoryRuns {
  const directories = packageDirectories(root)
  const scripts = directories.flatMap((directory) => scriptsOf(directory, root))
  const targets = directories
    .flatMap((directory) => nxTargets(directory, root))
    .map(({ command, from }) => runOf(command, root, from))
  const started = [...scripts.flatMap(({ runs }) => runs), ...targets]
  const foreign = scripts.flatMap((script) => script.foreign)
  const found = directories.flatMap((directory) =>
    configsBeside(directory).flatMap((file) => unnamed(directory, file, started, foreign)),
  )
  return { runs: merged([...started, ...found]), foreign }
}

function scriptsOf(directory: string, root: string): { runs: JestRun[]; foreign: ForeignRun[] } {
  const manifest = join(directory, 'package.json')
  const { scripts } = readJson(manifest)
  const read = Object.entries(isRecord(scripts) ? scripts : {}).map(([name, text]) => {
    const { jest, foreign } = readScript(typeof text === 'string' ? text : '')
    const from = `npm ${name === 'test' ? 'test' : `run ${name}`}${within(directory, root)}`
    return {
      runs: jest.map((command) => ({ ...runOf(command, directory, from), script: { manifest, name } })),
      foreign: foreign.map((tool) => ({ directory, from, tool })),
    }
  })
  return { runs: read.flatMap(({ runs }) => runs), foreign: read.flatMap(({ foreign }) => foreign) }
}

function runOf(command: JestCommand, directory: string, from: string): JestRun {
  const { env, nodeArgs, args } = command
  const given = configOptions(args)
  const hiding = hidingOptions.filter((option) => given.some(({ name }) => name === option))
  return {
    directory: resolve(directory, command.directory),
    from: [from],
    options: given.filter(({ name }) => !hidingOptions.some((option) => option === name)),
    hiding: hiding.map((option) => ({ option, from })),
    env,
    nodeArgs,
  }
}

function configsBeside(directory: string): string[] {
  const own = configFileIn(directory)
  const hasOwn = own !== undefined && (!own.endsWith('package.json') || 'jest' in readJson(own))
  const named = [
    directory,
    join(directory, 'test'),
    join(directory, 'tests'),
    join(directory, 'e2e'),
  ].flatMap((place) =>
    (existsSync(place) ? readdirSync(place) : [])
      .filter((name) => namedConfig.test(name) && !/^jest\.config\.\w+$/.test(name) && !isShared(name, own))
      .map((name) => join(place, name)),
  )
  return [...(hasOwn ? [own] : []), ...named]
}

/** A part of another configuration runs nothing by itself. */
function isShared(name: string, config: string | undefined): boolean {
  return config !== undefined && String(readFile(config) ?? '').includes(name.replace(/\.\w+$/, ''))
}

/** A run for a configuration that nothing starts, with what the scripts beside it set. */
function unnamed(
  directory: string,
  file: string,
  started: readonly JestRun[],
  foreign: readonly ForeignRun[],
): JestRun[] {
  const here = started.filter((run) => run.directory === directory)
  const isDefault = configFileIn(directory) === file
  const isStarted = started.some((run) => {
    const named = run.options
      .findLast(({ name }) => name === 'config')
      ?.words.join(' ')
      .replace(/^(?:--config|-c)[= ]/, '')
    if (named !== undefined) return resolve(run.directory, named) === file
    return isDefault && run.directory === directory
  })
  // Its tool reads the file, and adds to it.
  const isForeign = isDefault && foreign.some((run) => run.directory === directory)
  if (isStarted || isForeign) return []
  const options = isDefault ? [] : [{ name: 'config', words: ['--config', shownPath(file, directory)] }]
  return [{ directory, from: [], options, env: here[0]?.env ?? {}, nodeArgs: here[0]?.nodeArgs ?? [] }]
}

/** Scripts that differ in nothing that matters are one run. */
function merged(runs: readonly JestRun[]): JestRun[] {
  const byKey = new Map<string, JestRun>()
  for (const run of runs) {
    const { directory, options, env, nodeArgs } = run
    const { NODE_OPTIONS = '' } = env
    const key = JSON.stringify([directory, options, isEsm(NODE_OPTIONS, nodeArgs)])
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? run : both(known, run))
  }
  return [...byKey.values()]
}

function both(first: JestRun, second: JestRun): JestRun {
  const hiding = [...(first.hiding ?? []), ...(second.hiding ?? [])]
  return { ...first, from: [...first.from, ...second.from], hiding }
}

function isEsm(nodeOptions: string, nodeArgs: readonly string[]): boolean {
  return [nodeOptions, ...nodeArgs].some((text) => text.includes('experimental-vm-modules'))
}

function within(directory: string, root: string): string {
  return directory === root ? '' : ` in ${shownPath(directory, root)}`
}
