import { baseline } from './baseline'
import type { Command } from './command'
import { doctor } from './doctor'
import { monitor } from './monitor'
import { why } from './why'

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [why, baseline, monitor, doctor]
