import path from 'node:path'

import { type Side, useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

const few = 10
const many = 110

/** What the environment costs for each further test file: the slopes of plain and guarded runs, compared. */
export const perFileRow: Row = {
  name: 'files',
  title: 'CPU, each test file after the first',
  unit: 'ms',
  per: 'runtime',
  target: () => 1.5,
  async prepare({ runtime, project, suites }) {
    const source = path.join(suites, 'trivial.js')
    const sets = {
      few: await useSuite(project, { source, copies: few }),
      many: await useSuite(project, { source, copies: many }),
    }
    const cpuOf = async (side: Side, tests: string): Promise<number> =>
      (await runJest(runtime, project, side, { tests, count: 1 })).cpu
    return async () => {
      const plainFew = await cpuOf('plain', sets.few)
      const guardedFew = await cpuOf('guarded', sets.few)
      const plainMany = await cpuOf('plain', sets.many)
      const guardedMany = await cpuOf('guarded', sets.many)
      return (guardedMany - guardedFew - (plainMany - plainFew)) / (many - few)
    }
  },
}
