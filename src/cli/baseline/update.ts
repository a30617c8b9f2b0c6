import { updated } from '../../verdict/accepted/baseline-check'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import { writeEntries } from './files'
import { judgeBaselines } from './judge'
import { sayUnfinished } from './unfinished'
import { entryLine, staleLine, total } from './words'

/** `jest-leakguard baseline update`: takes new leaks in, and what is fixed out. */
export async function update(input: CommandInput, files: readonly string[]): Promise<number> {
  const { cwd, terminal, options } = input
  const judged = await judgeBaselines(input, files)
  if (judged === undefined) return exitCode.incomplete
  const isPart = judged.partial.length > 0
  for (const { path, entries = [], check } of judged.baselines) {
    // What did not run is not fixed.
    const sure = isPart ? { ...check, stale: [] } : check
    const next = updated(entries, sure)
    writeEntries(path, cwd, next)
    if (options.json === true)
      terminal.data(JSON.stringify({ schema: 1, baseline: path, added: sure.fresh, stale: sure.stale }))
    else
      for (const line of [
        ...sure.fresh.map((entry) => `added: ${entryLine(entry)}`),
        ...sure.stale.map(staleLine),
      ])
        terminal.data(line)
    terminal.say(`leakguard baseline: wrote ${path}: ${total(next)}`)
  }
  if (!isPart) return sayUnfinished(judged, terminal)
  terminal.say(
    `leakguard baseline: nothing was taken out, this was only a part of the suite: ${judged.partial.join(', ')}`,
  )
  return exitCode.incomplete
}
