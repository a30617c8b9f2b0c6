import { cp, mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { cacheRoot, fillOnce } from '../__tests__/e2e/support/install/cache'
import { install } from '../__tests__/e2e/support/install/install'
import type { JestMajor } from './bench-options'

/** Plain Jest, or the same Jest with the preset of the package under test. */
export type Side = 'plain' | 'guarded'

/** A directory outside the repository with the package installed as users have it. */
export interface Project {
  readonly directory: string
  /** The `node_modules` that holds Jest. */
  readonly jestModules: string
}

/** What a clean run needs to repeat itself: no transform, no watchman, no child processes. */
const shared = {
  testMatch: ['<rootDir>/tests/**/*.test.js'],
  transform: {},
  cacheDirectory: '<rootDir>/cache',
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
}

export async function createProject(
  { jest, package: from }: { jest: JestMajor; package: string },
  repository: string,
): Promise<Project> {
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), 'leakguard-benchmarks-')))
  const jestModules = path.join(jest === '30' ? repository : await jest29(), 'node_modules')
  await mkdir(path.join(directory, 'node_modules'))
  await writeFile(path.join(directory, 'package.json'), '{"private":true}')
  await copyPackage(from, path.join(directory, 'node_modules/jest-leakguard'))
  // Where npm puts it in a project that depends on jest.
  for (const name of ['jest', 'jest-environment-node']) {
    await symlink(path.join(jestModules, name), path.join(directory, 'node_modules', name), 'junction')
  }
  await writeConfigs(directory)
  return { directory, jestModules }
}

async function writeConfigs(directory: string, guarded: object = {}): Promise<void> {
  const configs = {
    plain: { ...shared, testEnvironment: 'node' },
    guarded: { ...shared, preset: 'jest-leakguard', ...guarded },
  }
  for (const [side, config] of Object.entries(configs)) {
    await writeFile(path.join(directory, `${side}.config.json`), JSON.stringify({ ...config, rootDir: '.' }))
  }
}

/** A project within a project, with a baseline or a configuration of its own beside the preset. */
export async function createInnerProject(
  { directory, jestModules }: Project,
  name: string,
  guarded: object = {},
): Promise<Project> {
  const inner = { directory: path.join(directory, name), jestModules }
  await mkdir(inner.directory, { recursive: true })
  await writeFile(path.join(inner.directory, 'package.json'), '{"private":true}')
  await writeConfigs(inner.directory, guarded)
  return inner
}

/** Makes modules of the repository resolve in the project. */
export async function linkModules(
  { directory }: Project,
  repository: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const link = path.join(directory, 'node_modules', name)
    await symlink(path.join(repository, 'node_modules', name), link, 'junction')
  }
}

function jest29(): Promise<string> {
  return fillOnce(path.join(cacheRoot, 'benchmarks-29.7.0'), (aside) =>
    install('npm', aside, { jest: '29.7.0' }),
  )
}

async function copyPackage(from: string, to: string): Promise<void> {
  for (const entry of ['package.json', 'build', 'jest-preset.js', 'strict']) {
    await cp(path.join(from, entry), path.join(to, entry), { recursive: true })
  }
}

/** Makes `copies` test files out of one suite the only test files of the project. */
export async function useSuite(
  { directory }: Project,
  { source, copies }: { source: string; copies: number },
): Promise<string> {
  const tests = path.join(directory, 'tests', `${path.basename(source, '.js')}-${copies}`)
  for (let copy = 1; copy <= copies; copy++) await cp(source, path.join(tests, `${copy}.test.js`))
  return tests
}
