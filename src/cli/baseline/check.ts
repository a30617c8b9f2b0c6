import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'
import { type Judged, judgeBaselines } from './judge'
import { entryLine, staleLine, total } from './words'

/** `jest-leakguard baseline check`: fails for new leaks, and for entries that are not needed any more. */
export async function check(input: CommandInput, files: readonly string[]): Promise<number> {
  const { terminal, options } = input
  const judged = await judgeBaselines(input, files)
  if (judged === undefined) return exitCode.incomplete
  const isPart = judged.partial.length > 0
  let found = 0
  let unknown = 0
  for (const { path, check: result } of judged.baselines) {
    const stale = isPart ? [] : result.stale
    const { fresh, unjudged } = result
    found += fresh.length + stale.length
    unknown += unjudged.length
    if (options.json === true)
      terminal.data(JSON.stringify({ schema: 1, baseline: path, new: fresh, stale, unjudged }))
    else
      for (const line of [...fresh.map((entry) => `new: ${entryLine(entry)}`), ...stale.map(staleLine)])
        terminal.data(line)
    if (stale.length > 0)
      terminal.say(
        `leakguard baseline: take what is fixed out of ${path} with \`jest-leakguard baseline prune\``,
      )
  }
  if (found > 0) return exitCode.leaks
  if (isPart)
    terminal.say(`leakguard baseline: this was only a part of the suite: ${judged.partial.join(', ')}`)
  if (unknown > 0)
    terminal.say(
      `leakguard baseline: ${String(unknown)} of its entries could not be judged, their tests failed by themselves or did not run`,
    )
  if (!isPart && unknown === 0) sayAllIsWell(judged, terminal)
  return isPart || unknown > 0 ? exitCode.incomplete : exitCode.clean
}

/** One line for each baseline, so that silence is never mistaken for a run that did not happen. */
function sayAllIsWell({ baselines }: Judged, terminal: Terminal): void {
  for (const { path, entries } of baselines)
    terminal.say(
      entries === undefined
        ? `leakguard baseline: nothing leaks, and there is no ${path}`
        : `leakguard baseline: ${path} is as it should be: nothing new, ${total(entries)} known`,
    )
}
