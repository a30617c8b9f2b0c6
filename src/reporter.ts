import './kept/before-tests'

import { CiReports } from './reporter/ci-reports'
import type { GlobalConfig, JestFileResult, JestTest } from './reporter/jest-api'
import type * as optionsModule from './reporter/options'
import type { ReporterOptions } from './reporter/options'
import { lateErrorOf, LeakGuardRun } from './reporter/run'
import type { RunConfig, RunResults } from './reporter/partial-by'

/** Jest reporter that collects what the environments of all workers found: `reporters: ['default', 'jest-leakguard/reporter']`. */
class LeakGuardReporter {
  readonly #run: LeakGuardRun
  readonly #reports: CiReports
  readonly #config: RunConfig

  /** @throws OptionsError for options that are not valid; Jest prints it and ends. */
  constructor(globalConfig: RunConfig & GlobalConfig, options?: unknown) {
    this.#config = globalConfig
    this.#reports = new CiReports(globalConfig, readOptions(options))
    this.#run = new LeakGuardRun(globalConfig.seed)
  }

  /** In watch mode one reporter sees several runs. */
  onRunStart(): void {
    this.#reports.start()
    this.#run.start()
  }

  onTestResult(test: JestTest, result: JestFileResult): void {
    this.#reports.fileEnded(test, result)
  }

  async onRunComplete(_contexts: unknown, results: RunResults): Promise<void> {
    await this.#run.complete(this.#config, results, (records) => this.#reports.complete(records, results))
  }

  /** An error here makes Jest exit with code 1; Jest prints nothing, `onRunComplete` has. */
  getLastError(): Error | undefined {
    if (this.#reports.failOn === 'never') return undefined
    return lateErrorOf(this.#run) ?? this.#reports.error
  }
}

/** Most runs give none, for which Jest passes `{}`: nothing is loaded to check that. */
function readOptions(given: unknown): ReporterOptions {
  if (given === undefined || JSON.stringify(given) === '{}') return {}
  const { readReporterOptions } = require('./reporter/options') as typeof optionsModule
  return readReporterOptions(given)
}

export = LeakGuardReporter
