import { access } from 'node:fs/promises'
import path from 'node:path'

import { allNodeLines, prepareNodeBinaries } from '../__tests__/e2e/support/install/node-binaries'
import type { BenchOptions, JestMajor } from './bench-options'
import { run } from './run'

/** A Node binary. */
export interface NodeRuntime {
  readonly binary: string
  /** Such as `24.21.0`. */
  readonly version: string
  readonly major: number
}

/** What a suite is run on. */
export interface Runtime {
  readonly jest: JestMajor
  readonly node: NodeRuntime
}

/** The Node binaries asked for. @throws Error for one that is no line of Node and no binary */
export async function nodesOf({ nodes }: Pick<BenchOptions, 'nodes'>): Promise<readonly NodeRuntime[]> {
  const installed = await prepareNodeBinaries()
  const found: NodeRuntime[] = []
  for (const asked of nodes) {
    const line = allNodeLines.find((name) => name === asked)
    const given = asked === 'running' ? process.execPath : path.resolve(asked)
    const binary = line === undefined ? given : installed[line]
    // The installation has said why it is not there.
    if (binary === undefined) continue
    await access(binary).catch((cause: unknown) => {
      const expected = `expected ${allNodeLines.join(', ')}, running, or the path of a binary`
      throw new Error(`--node: ${expected}, given ${asked}`, { cause })
    })
    const { output } = await run(binary, ['-p', 'process.versions.node'], { cwd: process.cwd() })
    const version = output.trim()
    found.push({ binary, version, major: Number.parseInt(version, 10) })
  }
  return found
}
