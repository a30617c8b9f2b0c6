import { existsSync } from '../kept/fs'
import { env, writeError as print } from '../kept/process'
import type { FileResult } from '../report/build'
import { reportVariable } from '../report/report-variable'
import type { LeakRecord } from '../verdict/record'
import { chooseReports } from './choose-reports'
import { fileResultOf } from './file-result'
import type { AggregatedResult, GlobalConfig, JestFileResult, JestTest } from './jest-api'
import type { FailOn, ReporterOptions } from './options'
import type * as tellModule from './tell'
import type * as testListModule from './test-list'

/** The reports of one run, and what its options add to Jest's own output. */
export class CiReports {
  #error: Error | undefined
  #results: FileResult[] = []
  #startedAt = new Date()
  readonly #config: GlobalConfig
  readonly #options: ReporterOptions

  constructor(config: GlobalConfig, options: ReporterOptions) {
    this.#config = config
    this.#options = options
  }

  get failOn(): FailOn {
    return this.#options.failOn ?? 'late'
  }

  /** Set when `failOn` makes the run fail. */
  get error(): Error | undefined {
    return this.#error
  }

  start(): void {
    this.#error = undefined
    this.#results = []
    this.#startedAt = new Date()
  }

  /** A test file has ended. */
  fileEnded(test: JestTest, result: JestFileResult): void {
    this.#results.push(fileResultOf(test, result))
    if (this.#config.verbose !== true || result.testExecError == null) return
    const { hiddenTestList } = require('./test-list') as typeof testListModule
    const lines = hiddenTestList(result)
    if (lines.length > 0) print(`${lines.join('\n')}\n\n`)
  }

  /** Writes the reports and returns what is to be printed of them; what goes wrong here changes no verdict. */
  complete(records: readonly LeakRecord[], aggregated: AggregatedResult | undefined): string {
    try {
      return this.#tell(records, aggregated)
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return `jest-leakguard: internal error in the reporter, please report it: ${told}\n`
    }
  }

  #tell(records: readonly LeakRecord[], aggregated: AggregatedResult | undefined): string {
    const reports = chooseReports(this.#options, this.#config, env)
    const hasLeaks = records.some((record) => record.kind !== 'file' || record.leaks.length > 0)
    const isQuiet = !hasLeaks && !hasBaseline(records)
    const leaveAt = env[reportVariable]
    if (reports.formats.length === 0 && isQuiet && leaveAt === undefined) return ''
    const { tell } = require('./tell') as typeof tellModule
    const { text, error } = tell({
      config: this.#config,
      failOn: this.failOn,
      reports,
      records,
      results: this.#results,
      startedAt: this.#startedAt,
      aggregated,
      leaveAt,
    })
    this.#error = error
    return text
  }
}

/** A baseline may list what leaks no more. */
function hasBaseline(records: readonly LeakRecord[]): boolean {
  const files = records.flatMap((record) => (record.kind === 'file' ? [record.baseline ?? ''] : []))
  return [...new Set(files)].some((file) => file !== '' && existsSync(file))
}
