import { peakRss, processCounts } from '../counts/process-counts'
import { resourceCounts } from '../counts/resource-counts'
import type { TestFile } from '../ownership/scope'
import { type FileCounts, type ProcessCounts, type ResourceCounts, unexplained } from '../verdict/counts'
import type { LeakSummary } from '../verdict/leak-summary'

/** Counts at the beginning of a file, when its tests are done, and once it is judged. */
export class FileCounter {
  readonly #began = Date.now()
  readonly #before: ProcessCounts = processCounts()
  readonly #testFile: TestFile
  readonly #singletons: () => Record<string, number>
  #end: ResourceCounts | undefined

  constructor(testFile: TestFile, singletons: () => Record<string, number>) {
    this.#testFile = testFile
    this.#singletons = singletons
  }

  /** For tests that ask. */
  now(): ResourceCounts {
    return resourceCounts(this.#testFile, this.#singletons())
  }

  testsAreDone(): void {
    this.#end = this.now()
  }

  finish(leaks: readonly LeakSummary[]): FileCounts | undefined {
    if (this.#end === undefined) return undefined
    const after = processCounts()
    const left = leaks.filter(({ closed }) => closed === undefined)
    return {
      time: [this.#began, Date.now()],
      before: this.#before,
      end: this.#end,
      after,
      peakRss: peakRss(),
      unexplained: unexplained(this.#before, after, left),
    }
  }
}
