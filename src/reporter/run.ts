import { writeError as print } from '../kept/process'
import { sweepLate } from '../environment/pending-watches'
import { printNoticeOnce } from '../environment/notice'
import { endRun } from '../environment/file/log'
import type { LeakRecord } from '../verdict/record'
import { openRunDirectory, readRecords, removeRunDirectory } from '../report/run-directory'
import type * as runSummaryModule from '../wording/run-summary'
import { installKeptAliveNotice } from './kept-alive'
import type * as listedAgainModule from './listed-again'
import { hasNothingToSay } from './nothing-to-say'
import type * as paintedModule from './painted'
import type { RunConfig, RunResults } from './partial-by'
import type { Said } from './said'
import type * as saidModule from './said'

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
    const { lines, stale } = summaryOf(records, config, results)
    this.#stale = stale
    const text = lines.map((line) => `${line}\n`).join('') + writeReports(records)
    if (text !== '') printApart(text, results)
    endRun()
    installKeptAliveNotice(() => {
      const { leftOpen } = require('../wording/run-summary') as typeof runSummaryModule
      return leftOpen(records)
    })
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

function summaryOf(records: readonly LeakRecord[], config: RunConfig, results: RunResults): Said {
  if (records.every(hasNothingToSay)) return { lines: [], stale: 0 }
  const { said } = require('./said') as typeof saidModule
  return said(records, config, results)
}

/** Apart from the last test file, as Jest's own summary is. */
function printApart(text: string, results: RunResults): void {
  const { painted } = require('./painted') as typeof paintedModule
  const { isFollowedByFailures } = require('./listed-again') as typeof listedAgainModule
  print(`\n${painted(text)}${isFollowedByFailures(results) ? '\n' : ''}`)
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
