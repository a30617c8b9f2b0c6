import path from 'node:path'

import type { Used } from '../measured-run'
import { useSuite } from '../project'
import type { Bench } from '../rows/row'
import { runJest } from '../run-jest'
import type { Comparison } from './comparison'

/** What a run used. */
export interface SideRun extends Used {
  /** The tool called the suite, which leaks nothing, a failure. @default false */
  readonly failed?: boolean
}

/** A way to run a suite. */
export interface Side {
  readonly title: string
  /** The side that it is a multiple of; undefined: it is what others are compared with. */
  readonly against?: string
  /** Undefined: it was given up, as it took too long. */
  run(): Promise<SideRun | undefined>
}

/** Plain Jest and Jest with the preset. */
export async function ownSides(
  { runtime, project, suites }: Bench,
  { suite, copies, count = 0 }: Comparison,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Side[]> {
  const tests = await useSuite(project, { source: path.join(suites, suite), copies })
  const run = { tests, count, environment }
  return [
    { title: 'Jest', run: () => runJest(runtime, project, 'plain', run) },
    { title: 'jest-leakguard', against: 'Jest', run: () => runJest(runtime, project, 'guarded', run) },
  ]
}
