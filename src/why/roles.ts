import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'

/** What a file is to Jest, in the user's words. */
export type Role =
  | 'globalSetup'
  | 'globalTeardown'
  | 'reporter'
  | 'transformer'
  | 'test environment'
  | 'setup file'
  | 'watch plugin'
  | 'resolver'
  | 'runner'
  | 'test sequencer'
  | 'results processor'
  | 'Jest config'
  | 'test file'

/** Configuration keys that hold the paths of modules, single or in lists; `transform` names its in second place. */
const keys: readonly (readonly [key: string, role: Role])[] = [
  ['globalSetup', 'globalSetup'],
  ['globalTeardown', 'globalTeardown'],
  ['reporters', 'reporter'],
  ['transform', 'transformer'],
  ['testEnvironment', 'test environment'],
  ['setupFiles', 'setup file'],
  ['setupFilesAfterEnv', 'setup file'],
  ['watchPlugins', 'watch plugin'],
  ['resolver', 'resolver'],
  ['runner', 'runner'],
  ['testSequencer', 'test sequencer'],
  ['testResultsProcessor', 'results processor'],
]

interface ShownConfig {
  readonly configs: readonly Readonly<Record<string, unknown>>[]
  readonly globalConfig: Readonly<Record<string, unknown>>
}

/** Asks Jest which module has which part; none when it does not answer within ten seconds. */
export async function findRoles(
  jestPath: string,
  args: readonly string[],
  cwd: string,
): Promise<ReadonlyMap<string, Role>> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [jestPath, '--showConfig', ...args], {
      cwd,
      timeout: 10_000,
      maxBuffer: 64 * 1024 * 1024,
    })
    return rolesIn(JSON.parse(stdout.slice(stdout.indexOf('{'))) as ShownConfig)
  } catch {
    // The lines are named all the same, only without the owner.
    return new Map()
  }
}

export function rolesIn({ configs, globalConfig }: ShownConfig): Map<string, Role> {
  const roles = new Map<string, Role>()
  for (const config of [globalConfig, ...configs]) {
    for (const [key, role] of keys) {
      for (const path of pathsIn(config[key])) roles.set(realPath(path), role)
    }
  }
  return roles
}

/** The role of the first of `files` that has one. */
export function roleOf(files: readonly string[], roles: ReadonlyMap<string, Role>): Role | undefined {
  for (const file of files) {
    const role = roles.get(file) ?? roleByName(file)
    if (role !== undefined) return role
  }
  return undefined
}

function roleByName(file: string): Role | undefined {
  if (/^jest\.config\.[a-z]+$/.test(basename(file))) return 'Jest config'
  return /\.(?:test|spec)\.[cm]?[jt]sx?$|[\\/]__tests__[\\/]/.test(file) ? 'test file' : undefined
}

function pathsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^(?:[\\/]|[A-Za-z]:)/.test(value) ? [value] : []
  return Array.isArray(value) ? value.flatMap(pathsIn) : []
}

/** Frames name files without symlinks. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
