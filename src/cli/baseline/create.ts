import { observedEntries } from '../../verdict/accepted/baseline-check'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import { UsageError } from '../../terminal/usage-error'
import { writeEntries } from './files'
import { judgeBaselines } from './judge'
import { sayUnfinished } from './unfinished'
import { mostOf, total } from './words'

/** `jest-leakguard baseline create`: everything that leaks now is known from here on. */
export async function create(input: CommandInput, files: readonly string[]): Promise<number> {
  const { cwd, terminal, options } = input
  const judged = await judgeBaselines(input, files, true)
  if (judged === undefined) return exitCode.incomplete
  const existing = judged.baselines.find(({ entries }) => entries !== undefined)
  if (existing !== undefined)
    throw new UsageError(`\`${existing.path}\` exists; use \`jest-leakguard baseline update\``)
  if (judged.partial.length > 0) {
    terminal.say(
      `leakguard baseline: nothing written, this was only a part of the suite: ${judged.partial.join(', ')}`,
    )
    return exitCode.incomplete
  }
  for (const { path, reports } of judged.baselines) {
    const entries = observedEntries(reports)
    writeEntries(path, cwd, entries)
    if (options.json === true) terminal.data(JSON.stringify({ schema: 1, baseline: path, leaks: entries }))
    else {
      terminal.say(`leakguard baseline: wrote ${path}: ${total(entries)}`)
      for (const line of mostOf(entries)) terminal.say(`  ${line}`)
    }
  }
  return sayUnfinished(judged, terminal)
}
