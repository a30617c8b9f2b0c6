import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import type { Row } from './row'

/** How much of this package a suite loads that leaks nothing; more of it is there for those that do. */
export const modulesRow: Row = {
  name: 'modules',
  title: 'modules loaded, I/O-heavy',
  unit: 'modules',
  per: 'node',
  target: () => 55,
  async prepare({ runtime, project, suites }) {
    const tests = await useSuite(project, { source: path.join(suites, 'io.js'), copies: 2 })
    return async () => (await runJest(runtime, project, 'guarded', { tests })).modules
  },
}
