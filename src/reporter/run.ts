import { writeError as print } from '../kept/process'
import { sweepLate } from '../environment/judging/late-watch'
import { printNoticeOnce } from '../environment/notice'
import { endRun } from '../environment/file/log'
import type { FileRecord, LeakRecord } from '../verdict/record'
import { openRunDirectory, readRecords, removeRunDirectory } from '../report/run-directory'
import { staleConfigured } from '../verdict/accepted/stale-configured'
import { leftOpen, runSummary } from '../wording/run-summary'
import { staleText } from '../wording/allowances'
import { serverLines } from '../wording/server-lines'
import { installKeptAliveNotice } from './kept-alive'
import { isFollowedByFailures } from './listed-again'
import { painted } from './painted'
import { partialBy, type RunConfig, type RunResults } from './partial-by'

/** One run of Jest, seen from its main process. */
export class LeakGuardRun {
  #directory: string | undefined
  #late = 0
  #failures = 0
  #stale = 0
  readonly #seed: number | undefined

  constructor(seed: number | undefined) {
    this.#seed = seed
    this.start()
  }

  get lateLeaks(): number {
    return this.#late
  }

  /** Errors that leftover work has thrown after its file. */
  get failures(): number {
    return this.#failures
  }

  get staleAllowances(): number {
    return this.#stale
  }

  /** Opens the directory that the environments write to; they find it through their environment variables. */
  start(): void {
    if (this.#directory !== undefined) return
    this.#late = 0
    this.#failures = 0
    this.#stale = 0
    try {
      this.#directory = openRunDirectory(this.#seed)
    } catch (error) {
      printNoticeOnce(
        'run-directory',
        `no report, the temporary directory cannot be written: ${String(error)}`,
      )
    }
  }

  /** Reads what was found, has the reports written, and prints what Jest's own summary does not say. */
  async complete(
    config: RunConfig,
    results: RunResults,
    writeReports: (records: readonly LeakRecord[]) => string = () => '',
  ): Promise<void> {
    // In band, leftover work of the last files lives in this process.
    await sweepLate()
    const records = this.#takeRecords()
    this.#late = records.filter(
      (record) =>
        record.kind === 'late' && record.leak.severity === 'fail' && record.leak.accepted === undefined,
    ).length
    this.#failures = records.filter((record) => record.kind === 'notice' && record.fails === true).length
    const files = records.filter((record): record is FileRecord => record.kind === 'file')
    // A part of the suite says nothing about the rest.
    const isWhole = partialBy(config, results).length === 0 && config.shard === undefined
    const isComplete = isWhole && files.length === results.testResults.length
    const stale = isComplete ? staleConfigured(files, new Date().toISOString().slice(0, 10)) : []
    this.#stale = stale.filter(({ severity }) => severity === 'fail').length
    const lines = [...runSummary(records, stale.map(staleText)), ...serverLines(files)]
    const text = lines.map((line) => `${line}\n`).join('') + writeReports(records)
    // Apart from the last test file, as Jest's own summary is.
    if (text !== '') print(`\n${painted(text)}${isFollowedByFailures(results) ? '\n' : ''}`)
    endRun()
    installKeptAliveNotice(() => leftOpen(records))
  }

  #takeRecords(): LeakRecord[] {
    if (this.#directory === undefined) return []
    const directory = this.#directory
    this.#directory = undefined
    try {
      return readRecords(directory)
    } catch (error) {
      // Somebody has cleaned up meanwhile. The verdicts stand: they are in Jest's own results.
      print(`jest-leakguard: no report, what was recorded is gone: ${String(error)}\n`)
      return []
    } finally {
      removeRunDirectory(directory)
    }
  }
}

/** Late leaks and errors, and allowances of the options, have no test to fail: they fail the run. */
export function lateErrorOf({ failures, lateLeaks, staleAllowances }: LeakGuardRun): Error | undefined {
  if (failures > 0)
    return new Error(
      `jest-leakguard: ${failures === 1 ? '1 error was' : `${String(failures)} errors were`} thrown after the end of the test file`,
    )
  if (lateLeaks === 0 && staleAllowances > 0)
    return new Error(
      `jest-leakguard: ${staleAllowances === 1 ? '1 allowance of the options is' : `${String(staleAllowances)} allowances of the options are`} to be looked at`,
    )
  if (lateLeaks === 0) return undefined
  return new Error(
    `jest-leakguard: ${lateLeaks === 1 ? '1 resource was' : `${String(lateLeaks)} resources were`} opened by finished test files and left open`,
  )
}
