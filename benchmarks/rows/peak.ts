import path from 'node:path'

import { useSuite } from '../project'
import { runJest } from '../run-jest'
import { spreadOf } from '../statistics'
import type { Row } from './row'

const peaks: { plain: number[]; guarded: number[] } = { plain: [], guarded: [] }

const megabytes = (bytes: readonly number[]): string => `${(spreadOf(bytes).median / 1e6).toFixed(0)} MB`

/** Highest memory of a run whose files leak: what is closed after its file can be collected. */
export const peakRow: Row = {
  name: 'peak',
  title: 'peak memory, 80 files that each leak an interval and 8 MB',
  unit: 'x',
  per: 'run',
  target: () => 0.5,
  async prepare({ runtime, project, suites }) {
    const tests = await useSuite(project, { source: path.join(suites, 'leaking.js'), copies: 80 })
    return async () => {
      const plain = await runJest(runtime, project, 'plain', { tests, leaks: true })
      const guarded = await runJest(runtime, project, 'guarded', { tests, leaks: true })
      peaks.plain.push(plain.peak)
      peaks.guarded.push(guarded.peak)
      return guarded.peak / plain.peak
    }
  },
  note: () => `${megabytes(peaks.plain)} under plain Jest, ${megabytes(peaks.guarded)} with the preset`,
}
