import { pruned } from '../../verdict/accepted/baseline-check'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import { writeEntries } from './files'
import { judgeBaselines } from './judge'
import { plural, staleLine, total } from './words'

/** `jest-leakguard baseline prune`: takes out what no longer leaks; never takes anything in. */
export async function prune(input: CommandInput, files: readonly string[]): Promise<number> {
  const { cwd, terminal, options } = input
  const judged = await judgeBaselines(input, files)
  if (judged === undefined) return exitCode.incomplete
  if (judged.partial.length > 0) {
    terminal.say(
      `leakguard baseline: nothing pruned, this was only a part of the suite: ${judged.partial.join(', ')}`,
    )
    return exitCode.incomplete
  }
  let kept = 0
  for (const { path, entries, check } of judged.baselines) {
    if (entries === undefined) continue
    kept += check.unjudged.length
    const next = pruned(entries, check)
    if (check.stale.length > 0) writeEntries(path, cwd, next)
    if (options.json === true)
      terminal.data(
        JSON.stringify({ schema: 1, baseline: path, stale: check.stale, unjudged: check.unjudged }),
      )
    else for (const stale of check.stale) terminal.data(staleLine(stale))
    terminal.say(
      `leakguard baseline: ${check.stale.length === 0 ? 'nothing to prune in' : 'wrote'} ${path}: ${total(next)}`,
    )
  }
  if (kept === 0) return exitCode.clean
  terminal.say(
    `leakguard baseline: ${plural(kept, 'entry').replace('entrys', 'entries')} kept, their tests failed by themselves or did not run`,
  )
  return exitCode.incomplete
}
