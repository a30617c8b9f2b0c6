import { baseline } from './baseline'
import type { Command } from './command'
import { merge } from './merge'
import { report } from './report'
import { why } from './why'

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [why, report, merge, baseline]
