import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

const testsPerFile = 40

/** Stacks captured per test that opens 25 resources: the larger part of what watching costs. */
export const tracesRow: Row = {
  name: 'traces',
  title: 'stacks captured per test, I/O-heavy',
  unit: 'stacks',
  per: 'runtime',
  target: () => 21,
  async prepare({ runtime, project, suites }) {
    const tests = await useSuite(project, { source: path.join(suites, 'io.js'), copies: 2 })
    return async () => {
      const plain = await runJest(runtime, project, 'plain', { tests })
      const guarded = await runJest(runtime, project, 'guarded', { tests })
      return (guarded.traces - plain.traces) / (2 * testsPerFile)
    }
  },
}
