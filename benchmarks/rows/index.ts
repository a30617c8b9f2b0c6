import { discoveryRows } from './discovery'
import { memoryRow, socketsRow, timersRow } from './growth'
import { knownLeaksRow, leaksRow } from './leaks'
import { loadRow } from './load'
import { manyFilesRows } from './many-files'
import { modulesRow } from './modules'
import { peakRow } from './peak'
import { perFileRow } from './per-file'
import { perRunRow } from './per-run'
import type { Row } from './row'
import { stateRows } from './state'
import { survivorsRow } from './survivors'
import { tracesRow } from './traces'

/** Every single figure, in the order of the tables. */
export const rows: readonly Row[] = [
  perRunRow,
  perFileRow,
  loadRow,
  survivorsRow,
  tracesRow,
  modulesRow,
  ...discoveryRows,
  ...stateRows,
  timersRow,
  socketsRow,
  memoryRow,
  ...manyFilesRows,
  leaksRow,
  knownLeaksRow,
  peakRow,
]
