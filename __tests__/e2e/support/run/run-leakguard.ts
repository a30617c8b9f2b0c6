import { createRequire } from 'node:module'
import path from 'node:path'
import { runNode } from './jest-process'
import { JestRun } from './jest-run'
import type { NodeLine } from '../install/node-binaries'
import { readPrepared } from '../install/prepared'
import type { Fixture } from './run-jest'

export interface CommandOptions {
  /** @default the running Node */
  readonly node?: NodeLine
  /** Added to an environment that is nearly empty. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds until the whole process tree is killed. @default 60 000 */
  readonly timeout?: number
}

/** The script behind `npx leakguard` in a fixture. */
export function commandOf({ root }: Fixture): string {
  const manifest = createRequire(path.join(root, 'index.js')).resolve('jest-leakguard/package.json')
  return path.join(path.dirname(manifest), 'build/cli.js')
}

/** Runs `npx leakguard` in a fixture, as its shell would. */
export async function runLeakguard(
  fixture: Fixture,
  args: readonly string[],
  { node, env = {}, timeout = 60_000 }: CommandOptions = {},
): Promise<JestRun> {
  const binary = (node === undefined ? undefined : readPrepared().nodes[node]) ?? process.execPath
  const { PATH = '', HOME = '' } = process.env
  const end = await runNode(binary, [commandOf(fixture), ...args], {
    cwd: fixture.root,
    env: { PATH, HOME, NO_COLOR: '1', ...env },
    timeout,
  })
  return new JestRun(fixture.root, end, undefined)
}
