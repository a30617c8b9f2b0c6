import path from 'node:path'
import { parseArgs } from 'node:util'

import { allNodeLines } from '../__tests__/e2e/support/install/node-binaries'

export type JestMajor = '29' | '30'

export interface BenchOptions {
  readonly jests: readonly JestMajor[]
  /** Lines of Node, such as `24`, `running`, and paths of binaries. */
  readonly nodes: readonly string[]
  /** The directory of the package under test: `package.json`, `build/` and the presets. */
  readonly package: string
  readonly pairs: number
  /** Names of rows; empty: all. */
  readonly only: readonly string[]
  /** The other tools are measured as well. */
  readonly rivals: boolean
  readonly json: boolean
  /** A missed target fails the run. */
  readonly check: boolean
}

export const usage = (rowNames: readonly string[]): string => `usage: npm run bench -- [options]
  --jest 30|29      the Jest to run, can be repeated (default: both; installed once per machine)
  --node <which>    a line of Node (${allNodeLines.join(', ')}), running, or a binary; can be repeated (default: all lines)
  --package <dir>   the built package to measure (default: this repository)
  --pairs <n>       pairs of runs per row, 1 or more (default 9)
  --only <row>      measure one row, can be repeated: ${rowNames.join(', ')}
  --no-rivals       leave --detectOpenHandles, Vitest and Rstest out
  --json            print JSON instead of tables
  --check           exit with 1 when a target is missed
`

/** @throws Error naming the option, what was expected and what was given. */
export function parseBenchOptions(
  args: readonly string[],
  repository: string,
  rowNames: readonly string[],
  defaults: Pick<BenchOptions, 'jests' | 'nodes'> = { jests: ['30', '29'], nodes: allNodeLines },
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      jest: { type: 'string', multiple: true, default: [...defaults.jests] },
      node: { type: 'string', multiple: true, default: [...defaults.nodes] },
      package: { type: 'string', default: repository },
      pairs: { type: 'string', default: '9' },
      only: { type: 'string', multiple: true, default: [] },
      rivals: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  })
  const { pairs, only, rivals, json, check } = values
  if (!/^[1-9]\d*$/.test(pairs)) throw new Error(`--pairs: expected a number from 1, given ${pairs}`)
  const unknown = only.find((name) => !rowNames.includes(name))
  if (unknown !== undefined) throw new Error(`--only: expected ${rowNames.join(', ')}, given ${unknown}`)
  return {
    jests: values.jest.map(jestMajor),
    nodes: values.node,
    package: path.resolve(values.package),
    pairs: Number(pairs),
    only,
    rivals,
    json,
    check,
  }
}

function jestMajor(given: string): JestMajor {
  if (given !== '29' && given !== '30') throw new Error(`--jest: expected 29 or 30, given ${given}`)
  return given
}
