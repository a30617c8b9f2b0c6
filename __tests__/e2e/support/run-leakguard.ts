import { createRequire } from 'node:module'
import path from 'node:path'
import { runNode } from './jest-process'
import { JestRun } from './jest-run'
import type { NodeLine } from './node-binaries'
import { readPrepared } from './prepared'
import type { Fixture } from './run-jest'

export interface CommandOptions {
  /** @default the running Node */
  readonly node?: NodeLine
  /** Added to an environment that is nearly empty. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs `npx leakguard` in a fixture, as its shell would. */
export async function runLeakguard(
  fixture: Fixture,
  args: readonly string[],
  { node, env = {} }: CommandOptions = {},
): Promise<JestRun> {
  const manifest = createRequire(path.join(fixture.root, 'index.js')).resolve('jest-leakguard/package.json')
  const command = path.join(path.dirname(manifest), 'build/cli.js')
  const binary = (node === undefined ? undefined : readPrepared().nodes[node]) ?? process.execPath
  const { PATH = '', HOME = '' } = process.env
  const end = await runNode(binary, [command, ...args], {
    cwd: fixture.root,
    env: { PATH, HOME, NO_COLOR: '1', ...env },
    timeout: 60_000,
  })
  return new JestRun(fixture.root, end, undefined)
}
