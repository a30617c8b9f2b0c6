import { baseline } from './baseline'
import { bisect } from './bisect'
import type { Command } from './command-line/command'
import { completionFor } from './completion'
import { doctor } from './doctor'
import { explain } from './explain'
import { fix } from './fix'
import { init } from './init'
import { memory } from './memory'
import { merge } from './merge'
import { monitor } from './monitor'
import { report } from './report'
import { why } from './why'

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [
  init,
  doctor,
  why,
  memory,
  bisect,
  report,
  merge,
  fix,
  baseline,
  monitor,
  explain,
  completionFor(() => commands),
]
