import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

interface RatioRow {
  readonly name: string
  readonly title: string
  readonly target: Row['target']
  /** File name of the suite, how many test files it becomes, and its `BENCH_COUNT`. */
  readonly suite: string
  readonly copies: number
  readonly count?: number
}

/** CPU time of a whole guarded run, as a multiple of the plain run before it. */
export function ratioRow({ name, title, target, suite, copies, count = 0 }: RatioRow): Row {
  return {
    name,
    title: `CPU, ${title}`,
    unit: 'x',
    target,
    async prepare({ options, project, suites }) {
      const tests = await useSuite(project, { source: path.join(suites, suite), copies })
      return async () => {
        const plain = await runJest(options, project, 'plain', { tests, count })
        const guarded = await runJest(options, project, 'guarded', { tests, count })
        return guarded.cpu / plain.cpu
      }
    },
  }
}
