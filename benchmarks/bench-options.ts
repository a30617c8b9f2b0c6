import path from 'node:path'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  readonly jest: '29' | '30'
  /** The Node binary that runs Jest. */
  readonly node: string
  /** The directory of the package under test: `package.json`, `build/` and the presets. */
  readonly package: string
  readonly pairs: number
  readonly only: readonly string[]
  readonly json: boolean
  /** A missed target fails the run. */
  readonly check: boolean
}

export const usage = (rowNames: readonly string[]): string => `usage: npm run bench -- [options]
  --jest 30|29      the Jest to run (default 30: the one installed here; 29 is installed once per machine)
  --node <path>     the Node binary to run it with (default: the running one)
  --package <dir>   the built package to measure (default: this repository)
  --pairs <n>       pairs of runs per row, 1 or more (default 7)
  --only <row>      measure one row; can be repeated: ${rowNames.join(', ')}
  --json            print JSON instead of a table
  --check           exit with 1 when a target is missed
`

/** @throws Error naming the option, what was expected and what was given. */
export function parseBenchOptions(
  args: readonly string[],
  repository: string,
  rowNames: readonly string[],
): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      jest: { type: 'string', default: '30' },
      node: { type: 'string', default: process.execPath },
      package: { type: 'string', default: repository },
      pairs: { type: 'string', default: '7' },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  })
  const { jest, pairs, only, json, check } = values
  if (jest !== '29' && jest !== '30') throw new Error(`--jest: expected 29 or 30, given ${jest}`)
  if (!/^[1-9]\d*$/.test(pairs)) throw new Error(`--pairs: expected a number from 1, given ${pairs}`)
  const unknown = only.find((name) => !rowNames.includes(name))
  if (unknown !== undefined) throw new Error(`--only: expected ${rowNames.join(', ')}, given ${unknown}`)
  return {
    jest,
    node: path.resolve(values.node),
    package: path.resolve(values.package),
    pairs: Number(pairs),
    only,
    json,
    check,
  }
}
