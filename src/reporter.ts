import { lateErrorOf, LeakGuardRun } from './reporter/run'
import type { RunConfig, RunResults } from './reporter/run-report'

/** Jest reporter that collects what the environments of all workers found: `reporters: ['default', 'jest-leakguard/reporter']`. */
class LeakGuardReporter {
  readonly #run: LeakGuardRun
  readonly #config: RunConfig

  constructor(globalConfig: RunConfig) {
    this.#config = globalConfig
    this.#run = new LeakGuardRun(globalConfig.seed)
  }

  /** In watch mode one reporter sees several runs. */
  onRunStart(): void {
    this.#run.start()
  }

  async onRunComplete(_contexts: unknown, results: RunResults): Promise<void> {
    await this.#run.complete(this.#config, results)
  }

  /** An error here makes Jest exit with code 1; Jest prints nothing, `onRunComplete` has. */
  getLastError(): Error | undefined {
    return lateErrorOf(this.#run)
  }
}

export = LeakGuardReporter
