import path from 'node:path'

import { type Side, useSuite } from '../project'
import { runJest } from '../run-jest'
import { linear } from './growth'
import type { Bench, Row } from './row'

const many = 1_000
const some = 100
const few = 10

/** CPU time of a run of so many files with one test each. */
type CpuOf = (side: Side, copies: number) => Promise<number>

async function prepareFiles({ runtime, project, suites }: Bench, workers?: number): Promise<CpuOf> {
  const source = path.join(suites, 'trivial.js')
  const sets = new Map<number, string>()
  for (const copies of [few, some, many]) sets.set(copies, await useSuite(project, { source, copies }))
  return async (side, copies) => {
    const tests = sets.get(copies) ?? ''
    const run = { tests, count: 1, ...(workers !== undefined && { workers }) }
    return (await runJest(runtime, project, side, run)).cpu
  }
}

/** A thousand files must cost each what a hundred cost. */
const manyFilesRow: Row = {
  name: 'files-1000',
  title: 'a test file among 1,000, against one among 100',
  unit: 'x',
  per: 'run',
  pairs: 2,
  target: () => linear,
  async prepare(bench) {
    const cpuOf = await prepareFiles(bench)
    return async () => {
      const [a, b, c] = [
        await cpuOf('guarded', few),
        await cpuOf('guarded', some),
        await cpuOf('guarded', many),
      ]
      return (c - b) / (many - some) / ((b - a) / (some - few))
    }
  },
}

const manyFilesAgainstPlain = (name: string, title: string, workers?: number): Row => ({
  name,
  title,
  unit: 'x',
  per: 'run',
  pairs: 2,
  target: () => undefined,
  async prepare(bench) {
    const cpuOf = await prepareFiles(bench, workers)
    return async () => {
      const plain = await cpuOf('plain', many)
      return (await cpuOf('guarded', many)) / plain
    }
  },
})

export const manyFilesRows: readonly Row[] = [
  manyFilesRow,
  manyFilesAgainstPlain('files-1-worker', 'CPU, 1,000 files of one test in one worker', 1),
  manyFilesAgainstPlain('files-4-workers', 'CPU, 1,000 files of one test in 4 workers', 4),
]
