import path from 'node:path'

import { type Project, type Side, useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Runtime } from '../runtime'
import { type Spread, spreadOf } from '../statistics'

const few = 100
const many = 1_100

interface Suite {
  /** A file of `benchmarks/suites`. */
  readonly source: string
  readonly environment: NodeJS.ProcessEnv
}

/** How many modules that know a database this package loads for a suite. */
export async function adaptersLoaded(
  runtime: Runtime,
  project: Project,
  { source, environment }: Suite,
): Promise<number> {
  const tests = await useSuite(project, { source, copies: 1 })
  const probe = { NODE_OPTIONS: `-r ${path.join(__dirname, 'adapters-probe.js')}` }
  const run = { tests, count: few, environment: { ...environment, ...probe } }
  return (await runJest(runtime, project, 'guarded', run)).result ?? NaN
}

/**
 * CPU time that this package adds to each test of a suite, in milliseconds: the slopes of plain and guarded runs,
 * compared, so that what is paid once per process or file does not count.
 */
export async function costPerTest(
  { runtime, pairs }: { runtime: Runtime; pairs: number },
  project: Project,
  { source, environment }: Suite,
): Promise<Spread> {
  const tests = await useSuite(project, { source, copies: 1 })
  const cpuOf = async (side: Side, count: number): Promise<number> =>
    (await runJest(runtime, project, side, { tests, count, environment })).cpu
  const cost = async (): Promise<number> => {
    const plainFew = await cpuOf('plain', few)
    const guardedFew = await cpuOf('guarded', few)
    const plainMany = await cpuOf('plain', many)
    const guardedMany = await cpuOf('guarded', many)
    return (guardedMany - guardedFew - (plainMany - plainFew)) / (many - few)
  }
  // The first round fills Jest's cache and the disk's.
  await cost()
  const values: number[] = []
  for (let pair = 1; pair <= pairs; pair++) {
    values.push(await cost())
    process.stderr.write(`${path.basename(source, '.js')} ${pair}/${pairs}\n`)
  }
  return spreadOf(values)
}
