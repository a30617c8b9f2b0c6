import { threadId } from '../../kept/node'
import { pid } from '../../kept/process'
import { dateNow } from '../../kept/clock'
import { lazily } from '../../loading/lazily'
import type { LimitOptions } from '../../options/limits'
import { accountedHandles } from '../../counts/accounted-handles'
import { peakRss, processCounts } from '../../counts/process-counts'
import { resourceCounts } from '../../counts/resource-counts'
import type { Scope, TestFile } from '../../ownership/scope'
import { type FileCounts, type ProcessCounts, type ResourceCounts, unexplained } from '../../verdict/counts'
import type { LeakSummary } from '../../verdict/leak-summary'
import type { ExceededLimit } from '../../verdict/limits'
import { type CircusTest, titlesOf } from '../jest/circus'
import type * as fileLimitsModule from './limits'
import type { Judged } from '../judging/verdict'

/** Counts at the beginning of a file, when its tests are done, and once it is judged. */
export class FileCounter {
  readonly #began = dateNow()
  readonly #before: ProcessCounts
  readonly #testFile: TestFile
  readonly #singletons: (scope: Scope) => Record<string, number>
  readonly #limits: fileLimitsModule.FileLimits | undefined
  #end: ResourceCounts | undefined
  #exceeded: readonly ExceededLimit[] = []

  /** `singletons` counts live ones; those that appear meanwhile belong to `scope`. `descriptors` are listed already. */
  constructor(
    testFile: TestFile,
    limits: LimitOptions,
    descriptors: readonly string[] | undefined,
    singletons: (scope: Scope) => Record<string, number>,
  ) {
    this.#before = processCounts(descriptors)
    this.#testFile = testFile
    this.#singletons = singletons
    if (Object.keys(limits).length > 0) this.#limits = new (fileLimits().FileLimits)(limits, testFile)
  }

  /** The file is loaded. */
  beforeTests(): Promise<void> | undefined {
    return this.#limits?.beforeTests()
  }

  testEnds(test: CircusTest | undefined): void {
    if (this.#limits === undefined || test === undefined) return
    this.#limits.testEnds([...titlesOf(test.parent), test.name])
  }

  /** The file is judged, and its leaks are closed. */
  async judgeLimits(ownerId: number): Promise<Judged[]> {
    if (this.#limits === undefined) return []
    this.#exceeded = await this.#limits.finish()
    const failing = this.#exceeded.filter(({ severity }) => severity === 'fail')
    return failing.map((limit) => ({ ownerId, error: fileLimits().limitError(limit) }))
  }

  /** For tests that ask. */
  now(scope: Scope): ResourceCounts {
    return resourceCounts(this.#testFile, this.#singletons(scope))
  }

  testsAreDone(): void {
    this.#end = this.now(this.#testFile.scope)
  }

  finish(leaks: readonly LeakSummary[], isCut: (scope: Scope) => boolean): FileCounts | undefined {
    if (this.#end === undefined) return undefined
    const after = this.#hasEndedQuietly(leaks) ? this.#end : this.now(this.#testFile.scope)
    const left = leaks.filter(({ closed }) => closed === undefined)
    return {
      time: [this.#began, dateNow()],
      worker: threadId === 0 ? String(pid) : `${String(pid)}.${String(threadId)}`,
      before: this.#before,
      end: this.#end,
      after,
      peakRss: peakRss(),
      unexplained: unexplained(this.#before, after, left, accountedHandles(this.#testFile, isCut)),
      ...(this.#exceeded.length > 0 && { limits: this.#exceeded }),
    }
  }

  /** Nothing was judged, or has closed since: counting once more would tell the same. */
  #hasEndedQuietly(leaks: readonly LeakSummary[]): boolean {
    const [before, end] = [this.#before.handles, this.#end?.handles ?? {}]
    const types = Object.keys({ ...before, ...end })
    return leaks.length === 0 && types.every((type) => before[type] === end[type])
  }
}

function fileLimits(): typeof fileLimitsModule {
  return lazily(() => require('./limits') as typeof fileLimitsModule)
}
