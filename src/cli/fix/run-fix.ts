import { resolve } from 'node:path'

import { plainLine } from '../../report/plain-text'
import { ownerTitle } from '../../report/model/leaks'
import type { ReportFile } from '../../report/model/model'
import { repositoryOf } from '../../report/repository'
import type { CommandInput } from '../command-line/command'
import { exitCode } from '../command-line/exit-code'
import { UsageError } from '../../terminal/usage-error'
import { findReports, withDocuments } from '../reports/inputs'
import { fixFile } from './fix-file'
import type { Outcome } from './job'
import { keyOf, openLeaks } from './rerun/compare'
import { setupFileFor } from './setup-file'
import { untouchable } from './untouchable'

export async function runFix(input: CommandInput): Promise<number> {
  const { cwd, options, positionals, rest, terminal } = input
  const allow = typeof options.allow === 'string' ? options.allow.trim() : undefined
  if (allow === '' || (allow !== undefined && /[\n\r]|\*\//.test(allow)))
    throw new UsageError('`--allow` needs a reason in one line: `--allow "legacy pollers, see #123"`')
  const repository = repositoryOf(cwd, process.env, cwd)
  const files = await withDocuments(findReports(positionals, cwd), cwd, (documents) =>
    documents.flatMap((document) => Array.from(document.files(), ({ file }) => file)),
  )
  const outcomes: Outcome[] = []
  const say = options.json === true ? () => undefined : terminal.say
  let isComplete = true
  for (const file of merged(files)) {
    const path = resolve(repository, file.file)
    const refused = (edited: string): string | undefined => untouchable(edited, cwd, options.force === true)
    const tell = (outcome: Outcome): void => {
      outcomes.push(outcome)
      if (options.json === true) return
      if (outcome.diff !== '' && outcome.result !== 'undone') terminal.data(outcome.diff)
      say(lineOf(outcome))
    }
    const left = refused(path)
    if (left !== undefined) {
      for (const leak of file.leaks) tell({ file: file.file, leak, result: 'left', reason: left, diff: '' })
      continue
    }
    terminal.progress(`fixing ${plainLine(file.file)}`)
    isComplete =
      (await fixFile({
        name: file.file,
        path,
        cwd,
        rest,
        isDry: options['dry-run'] === true,
        allow,
        leaks: file.leaks,
        setupFile: () => setupFileFor(cwd, resolve(repository, file.root ?? '')),
        at: (name) => resolve(repository, file.root ?? '', name),
        refused,
        tell,
      })) && isComplete
    terminal.progress('')
  }
  if (options.json === true) terminal.data(json(outcomes))
  say(`leakguard fix: ${totals(outcomes)}`)
  if (!isComplete) return exitCode.incomplete
  return outcomes.every(({ result }) => result === 'fixed' || result === 'allowed')
    ? exitCode.clean
    : exitCode.leaks
}

/** One entry for a test file, whatever number of reports and projects saw it; only with leaks. */
function merged(files: readonly ReportFile[]): ReportFile[] {
  const byName = new Map<string, ReportFile>()
  for (const file of files) {
    const before = byName.get(file.file)
    const leaks = new Map([...(before?.leaks ?? []), ...openLeaks(file)].map((leak) => [keyOf(leak), leak]))
    if (leaks.size > 0) byName.set(file.file, { ...file, leaks: [...leaks.values()] })
  }
  return [...byName.values()]
}

function lineOf({ file, leak, reason, result }: Outcome): string {
  const what = `${leak.type} of ${ownerTitle(leak)} in ${plainLine(file)}`
  return `${result}: ${what}${reason === '' ? '' : `: ${plainLine(reason)}`}`
}

function totals(outcomes: readonly Outcome[]): string {
  const count = (result: Outcome['result']): number =>
    outcomes.filter((outcome) => outcome.result === result).length
  const words = (['fixed', 'allowed', 'planned', 'undone', 'left'] as const).flatMap((result) =>
    count(result) === 0 ? [] : [`${String(count(result))} ${result}`],
  )
  return words.length === 0 ? 'the report has no leaks to fix' : words.join(', ')
}

function json(outcomes: readonly Outcome[]): string {
  const leaks = outcomes.map(({ diff, file, leak, reason, result }) => ({
    file,
    owner: leak.owner.path.join(' › '),
    type: leak.type,
    fingerprint: leak.fingerprint,
    result,
    ...(reason === '' ? {} : { reason }),
    ...(diff === '' ? {} : { diff }),
  }))
  return JSON.stringify({ schema: 1, leaks })
}
