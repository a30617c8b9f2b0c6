import type { BaselineEntry } from '../../verdict/accepted/baseline'
import { judgedRun } from '../../report/model/judged-file'
import { type BaselineCheck, checkBaseline, partialReasons } from '../../verdict/accepted/baseline-check'
import type { CommandInput } from '../command-line/command'
import { type BaselineFile, baselineFiles, readEntries } from './files'
import { collectReports } from './runs'

/** One baseline, what it says and what has leaked. */
export interface JudgedBaseline extends BaselineFile {
  /** `undefined` when there is no such file. */
  readonly entries: readonly BaselineEntry[] | undefined
  readonly check: BaselineCheck
}

export interface Judged {
  readonly baselines: readonly JudgedBaseline[]
  /** Why nothing can be said of what did not leak. */
  readonly partial: readonly string[]
}

/** Runs Jest or reads reports, and compares; `undefined` when there is nothing to compare with. */
export async function judgeBaselines(
  input: CommandInput,
  files: readonly string[],
  isQuiet = false,
): Promise<Judged | undefined> {
  const { cwd, terminal } = input
  const reports = await collectReports(input, files, isQuiet)
  if (reports === undefined) return undefined
  const baselines = baselineFiles(reports, cwd).map((file) => {
    const entries = readEntries(file.path, cwd)
    return { ...file, entries, check: checkBaseline(entries ?? [], file.reports, file.exists) }
  })
  if (baselines.length > 0) return { baselines, partial: partialReasons(reports.map(judgedRun)) }
  terminal.say(
    'leakguard baseline: no test file has run with a baseline: option `baseline` is false, or nothing has run',
  )
  return undefined
}
