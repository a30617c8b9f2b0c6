import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'
import type { Judged } from './judge'

/** Says which test files failed by themselves or did not run completely: what they leak may be missing. */
export function sayUnfinished({ baselines }: Judged, terminal: Terminal): number {
  const judged = baselines.flatMap(({ reports }) => reports.flatMap((report) => report.files))
  const files = judged.flatMap(({ file, unfinished }) => (unfinished === undefined ? [] : [file]))
  if (files.length === 0) return exitCode.clean
  const named = [...new Set(files)].sort()
  const rest = named.length > 5 ? ` and ${String(named.length - 5)} more` : ''
  terminal.say(
    `leakguard baseline: tests of these files failed by themselves or were skipped, what they leak may be missing: ${named.slice(0, 5).join(', ')}${rest}`,
  )
  return exitCode.incomplete
}
