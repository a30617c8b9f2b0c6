import { type LeakStatus, leakStatuses, type ReportFile, type RunFacts, type Totals } from './model'

/** Adds up files one by one, so that a merge need not hold them all. */
export class TotalsCounter {
  #files = 0
  #crashed = 0
  #unguarded = 0
  readonly #tests = { passed: 0, failed: 0, skipped: 0 }
  readonly #leaks = Object.fromEntries(leakStatuses.map((status) => [status, 0])) as Record<
    LeakStatus,
    number
  >

  add({ state, tests, leaks }: ReportFile): void {
    this.#files += 1
    if (state === 'crashed') this.#crashed += 1
    if (state === 'unguarded') this.#unguarded += 1
    this.#tests.passed += tests?.passed ?? 0
    this.#tests.failed += tests?.failed ?? 0
    this.#tests.skipped += tests?.skipped ?? 0
    for (const { status, count } of leaks) this.#leaks[status] += count
  }

  totals(runs: readonly RunFacts[]): Totals {
    return {
      files: this.#files,
      crashed: this.#crashed,
      unguarded: this.#unguarded,
      notRun: runs.reduce((sum, { notRun }) => sum + notRun, 0),
      tests: { ...this.#tests },
      leaks: { ...this.#leaks },
    }
  }
}

export function totalsOf(files: readonly ReportFile[], runs: readonly RunFacts[]): Totals {
  const counter = new TotalsCounter()
  for (const file of files) counter.add(file)
  return counter.totals(runs)
}
