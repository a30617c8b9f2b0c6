import { collectorRows } from './collector'
import { discoveryRows } from './discovery'
import { memoryRow, socketsRow, timersRow } from './growth'
import { loadRow } from './load'
import { peakRow } from './peak'
import { perFileRow } from './per-file'
import { ratioRow } from './ratio'
import type { Row, RunningVersions } from './row'
import { stateRows } from './state'
import { tracesRow } from './traces'

/** Where the runtime cannot keep promises out of the hooks, Jest 30 itself has them in; Jest 29 has not. */
const promiseTarget = ({ jest, node }: RunningVersions): number | undefined => {
  if (node >= 24) return 1.02
  return jest === '30' ? 1.05 : undefined
}

/** Every row of the table, in its order. */
export const rows: readonly Row[] = [
  ratioRow({
    name: 'io',
    title: 'I/O-heavy: 10 files of 40 tests',
    target: () => 1.05,
    suite: 'io.js',
    copies: 10,
  }),
  ratioRow({
    name: 'promises',
    title: 'promise-heavy: 2 million awaits in 10 files',
    target: promiseTarget,
    suite: 'promises.js',
    copies: 10,
    count: 400,
  }),
  ratioRow({
    name: 'promises-1',
    title: 'promise-heavy: 2 million awaits in 1 file',
    target: promiseTarget,
    suite: 'promises.js',
    copies: 1,
    count: 4_000,
  }),
  ratioRow({
    name: 'trivial',
    title: '2,000 trivial tests in a file',
    target: () => 1.03,
    suite: 'trivial.js',
    copies: 1,
    count: 2_000,
  }),
  perFileRow,
  loadRow,
  ratioRow({
    name: 'trivial-10k',
    title: '10,000 trivial tests in a file',
    target: () => 1.03,
    suite: 'trivial.js',
    copies: 1,
    count: 10_000,
  }),
  ...collectorRows,
  tracesRow,
  ...discoveryRows,
  ...stateRows,
  timersRow,
  socketsRow,
  memoryRow,
  peakRow,
]

export const rowNames: readonly string[] = rows.map(({ name }) => name)
