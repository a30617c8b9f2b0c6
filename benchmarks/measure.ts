import { compare, type SideResult } from './comparisons/compare'
import type { Comparison } from './comparisons/comparison'
import { rivalSides } from './comparisons/rivals'
import { ownSides } from './comparisons/sides'
import type { Bench, Row, RunningVersions, Unit } from './rows/row'
import { type Spread, spreadOf } from './statistics'

/** A comparison on one Node and Jest. */
export interface Compared {
  readonly name: string
  readonly title: string
  readonly runtime: RunningVersions
  readonly target: number | undefined
  readonly collectorTarget: number | undefined
  readonly sides: readonly SideResult[]
}

/** A row on one Node and Jest. */
export interface Result {
  readonly name: string
  readonly title: string
  readonly unit: Unit
  readonly runtime: RunningVersions
  readonly measured: Spread
  readonly target: number | undefined
  readonly note: string | undefined
}

/** The other tools take long, and differ by more than what a few pairs leave open. */
const rivalPairs = 3

const versionsOf = ({ runtime }: Bench): RunningVersions => ({
  jest: runtime.jest,
  node: runtime.node.major,
})

export async function measureComparison(
  comparison: Comparison,
  bench: Bench,
  { pairs, rivals, environment }: { pairs: number; rivals: boolean; environment: NodeJS.ProcessEnv },
): Promise<Compared> {
  const { name, title } = comparison
  const runtime = versionsOf(bench)
  const told = (round: string): void => tell(bench, `${name} ${round}`)
  const own = await compare(await ownSides(bench, comparison, environment), pairs, told)
  const others =
    rivals && comparison.rivals === true
      ? await compareRivals(bench, comparison, environment, Math.min(pairs, rivalPairs), told)
      : []
  return {
    ...{ name, title, runtime, target: comparison.target(runtime), collectorTarget: comparison.collector },
    sides: [...own, ...others],
  }
}

async function compareRivals(
  bench: Bench,
  comparison: Comparison,
  environment: NodeJS.ProcessEnv,
  pairs: number,
  told: (round: string) => void,
): Promise<readonly SideResult[]> {
  const [plain] = await ownSides(bench, comparison, environment)
  const sides = [...(plain ? [plain] : []), ...(await rivalSides(bench, comparison))]
  const results = await compare(sides, pairs, (round) => told(`beside others ${round}`))
  // Plain Jest is in the table already, with more pairs.
  return results.slice(1)
}

export async function measureRow(row: Row, bench: Bench, asked: number): Promise<Result> {
  const pairs = Math.min(asked, row.pairs ?? asked)
  const measurePair = await row.prepare(bench)
  // The first pair fills Jest's cache and the disk's; where a pair takes minutes that is little of it.
  if (row.pairs === undefined) await measurePair()
  const values: number[] = []
  for (let pair = 1; pair <= pairs; pair++) {
    const value = await measurePair()
    values.push(value)
    tell(bench, `${row.name} ${pair}/${pairs}: ${value.toFixed(3)} ${row.unit}`)
  }
  const runtime = versionsOf(bench)
  const { name, title, unit } = row
  return {
    ...{ name, title, unit, runtime },
    measured: spreadOf(values),
    target: row.target(runtime),
    note: row.note?.(),
  }
}

function tell({ runtime }: Bench, text: string): void {
  process.stderr.write(`Node ${runtime.node.version}, Jest ${runtime.jest}: ${text}\n`)
}
