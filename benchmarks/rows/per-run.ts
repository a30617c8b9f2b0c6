import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

/** What a run of one file with one test costs more, the reporter and the environment's first file included. */
export const perRunRow: Row = {
  name: 'run',
  title: 'CPU, fixed cost of a run',
  unit: 'ms',
  per: 'runtime',
  target: () => 15,
  async prepare({ runtime, project, suites }) {
    const tests = await useSuite(project, { source: path.join(suites, 'trivial.js'), copies: 1 })
    return async () => {
      const plain = await runJest(runtime, project, 'plain', { tests, count: 1 })
      const guarded = await runJest(runtime, project, 'guarded', { tests, count: 1 })
      return guarded.cpu - plain.cpu
    }
  },
}
