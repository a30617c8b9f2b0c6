import { lateErrorOf, LeakGuardRun } from './reporter/run'

interface GlobalConfig {
  readonly seed?: number
  readonly watch?: boolean
  readonly watchAll?: boolean
}

/** Jest reporter that collects what the environments of all workers found: `reporters: ['default', 'jest-leakguard/reporter']`. */
class LeakGuardReporter {
  readonly #run: LeakGuardRun

  constructor(globalConfig: GlobalConfig) {
    this.#run = new LeakGuardRun(globalConfig.seed)
  }

  /** In watch mode one reporter sees several runs. */
  onRunStart(): void {
    this.#run.start()
  }

  async onRunComplete(): Promise<void> {
    await this.#run.complete()
  }

  /** An error here makes Jest exit with code 1; Jest prints nothing, `onRunComplete` has. */
  getLastError(): Error | undefined {
    return lateErrorOf(this.#run)
  }
}

export = LeakGuardReporter
