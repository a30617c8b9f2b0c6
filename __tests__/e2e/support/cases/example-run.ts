import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { examples } from './example-leaks'
import { type ProcessEnd, runNode } from '../run/jest-process'
import { readPrepared } from '../install/prepared'

const repository = path.dirname(examples)
const leftOut = new Set(['node_modules', 'dist'])

/** A copy of an example that has this package installed from its tarball, and the rest from the repository. */
export interface ExampleCopy {
  /** Runs Jest in it, as the example's own scripts do. */
  readonly jest: (...args: readonly string[]) => Promise<ProcessEnd>
  /** Runs a script of it. */
  readonly node: (...args: readonly string[]) => Promise<ProcessEnd>
  readonly remove: () => Promise<void>
}

export async function copyExample(name: string): Promise<ExampleCopy> {
  const clone = await mkdtemp(path.join(await realpath(tmpdir()), 'leakguard-example-'))
  const root = path.join(clone, 'examples', name)
  const filter = (source: string): boolean => !leftOut.has(path.basename(source))
  for (const folder of [name, 'support'])
    await cp(path.join(examples, folder), path.join(clone, 'examples', folder), { recursive: true, filter })
  await symlink(path.join(repository, 'node_modules'), path.join(clone, 'node_modules'), 'junction')
  await mkdir(path.join(root, 'node_modules'))
  const installed = path.join(readPrepared().consumers['30'].home, 'node_modules/jest-leakguard')
  await symlink(await realpath(installed), path.join(root, 'node_modules/jest-leakguard'), 'junction')

  const node = (...args: readonly string[]): Promise<ProcessEnd> =>
    runNode(process.execPath, args, { cwd: root, env: plainEnvironment(), timeout: 180_000 })
  return {
    node,
    jest: (...args) => node(path.join(repository, 'node_modules/jest/bin/jest.js'), '--no-watchman', ...args),
    remove: () => rm(clone, { recursive: true, force: true }),
  }
}

/** What a program needs to run, and nothing by which Jest changes its output. */
function plainEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR, TEST_PG_URL } = process.env
  const optional = Object.entries({ TMPDIR, TEST_PG_URL }).filter(([, value]) => value !== undefined)
  return { PATH, HOME, NO_COLOR: '1', ...(Object.fromEntries(optional) as Record<string, string>) }
}
