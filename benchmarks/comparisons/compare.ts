import type { Used } from '../measured-run'
import { type Spread, spreadOf } from '../statistics'
import type { Side, SideRun } from './sides'

/** What a side used, and as a multiple of the run of the other side just before it. */
export interface SideResult {
  readonly title: string
  readonly against: string | undefined
  /** How many runs it called a failure, although nothing leaks, and of how many. */
  readonly failed: number
  readonly runs: number
  /** CPU and collector in milliseconds, peak in bytes; undefined: it was given up. */
  readonly used: Measures | undefined
  readonly times: Measures | undefined
}

export type Measure = 'cpu' | 'collector' | 'peak'
export type Measures = Readonly<Record<Measure, Spread>>

/** Runs the sides in turn, so that whatever else the machine does meets all of them. */
export async function compare(
  sides: readonly Side[],
  pairs: number,
  told: (round: string) => void,
): Promise<readonly SideResult[]> {
  const runs = new Map<string, SideRun[]>(sides.map(({ title }) => [title, []]))
  const givenUp = new Set<string>()
  // The first round fills the caches of the tools and the disk's.
  for (let round = 0; round <= pairs; round++) {
    for (const side of sides) {
      const { title } = side
      if (givenUp.has(title)) continue
      const used = await side.run()
      if (used === undefined) givenUp.add(title)
      else if (round > 0) runs.get(title)?.push(used)
    }
    if (round > 0) told(`${round}/${pairs}`)
  }
  return sides.map(({ title, against }) => {
    const own = runs.get(title) ?? []
    const others = against === undefined ? undefined : runs.get(against)
    const failed = own.filter((run) => run.failed === true).length
    const result = { title, against, failed, runs: own.length }
    if (givenUp.has(title)) return { ...result, used: undefined, times: undefined }
    return {
      ...result,
      used: measuresOf(own, (run, measure) => run[measure]),
      times:
        others && measuresOf(own, (run, measure, at) => run[measure] / (others[at]?.[measure] ?? Number.NaN)),
    }
  })
}

function measuresOf(
  runs: readonly Used[],
  read: (run: Used, measure: Measure, at: number) => number,
): Measures {
  const spread = (measure: Measure): Spread => spreadOf(runs.map((run, at) => read(run, measure, at)))
  return { cpu: spread('cpu'), collector: spread('collector'), peak: spread('peak') }
}
