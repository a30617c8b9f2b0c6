import { openConnections } from '../../counts/connections'
import { collectSettledGarbage } from '../../counts/full-collection'
import { fileDescriptors, memory } from '../../counts/process-counts'
import type { LimitName, LimitOptions } from '../../options/limits'
import type { TestFile } from '../../ownership/scope'
import type { MemoryCount } from '../../verdict/counts'
import { exceeded, type ExceededLimit, type Usage } from '../../verdict/limits'
import { limitMessage } from '../../wording/limits'
import { hiddenFrame, leakErrorBrand } from '../jest/leak-error-brand'
import { printNoticeOnce } from '../notice'

type Counted = Extract<LimitName, 'fileDescriptors' | 'connections'>

const figures = { heapGrowth: 'heapUsed', externalGrowth: 'external', rssGrowth: 'rss' } as const

/** What a test file uses, for the limits that are set; loaded only where there is one. */
export class FileLimits {
  readonly #limits: LimitOptions
  readonly #testFile: TestFile
  readonly #most: Partial<Record<Counted, Usage>> = {}
  readonly #growths: readonly (keyof typeof figures)[]
  #before: MemoryCount | undefined

  constructor(limits: LimitOptions, testFile: TestFile) {
    this.#limits = limits
    this.#testFile = testFile
    const names = Object.keys(figures) as (keyof typeof figures)[]
    this.#growths = names.filter((name) => limits[name] !== undefined)
  }

  /** The file is loaded, and what its modules hold is there to stay. */
  beforeTests(): Promise<void> | undefined {
    this.#count(undefined)
    return this.#growths.length === 0 ? undefined : this.#measureBefore()
  }

  async #measureBefore(): Promise<void> {
    await collectSettledGarbage()
    this.#before = memory()
  }

  /** Before its leaks are closed. */
  testEnds(path: readonly string[]): void {
    this.#count(path)
  }

  /** The file is judged, and what it leaked is closed. */
  async finish(): Promise<ExceededLimit[]> {
    const usage: Partial<Record<LimitName, Usage>> = { ...this.#most }
    const before = this.#before
    if (before !== undefined) {
      await collectSettledGarbage()
      const after = memory()
      for (const name of this.#growths) {
        const [from, to] = [before[figures[name]], after[figures[name]]]
        if (from !== undefined && to !== undefined) usage[name] = { value: to - from, from, to }
      }
    }
    return exceeded(this.#limits, usage)
  }

  #count(test: readonly string[] | undefined): void {
    if (this.#limits.connections !== undefined)
      this.#note('connections', openConnections(this.#testFile), test)
    if (this.#limits.fileDescriptors === undefined) return
    const open = fileDescriptors()?.open
    if (open !== undefined) this.#note('fileDescriptors', open, test)
    else {
      printNoticeOnce(
        'limits.fileDescriptors',
        'limits.fileDescriptors is not checked: this system does not tell which descriptors a process has open',
      )
    }
  }

  #note(name: Counted, value: number, test: readonly string[] | undefined): void {
    if (value > (this.#most[name]?.value ?? -1)) this.#most[name] = { value, test }
  }
}

/** Fails the file. */
export function limitError(limit: ExceededLimit): Error {
  const error = new Error(limitMessage(limit))
  Object.defineProperty(error, 'name', { value: 'LimitError', configurable: true })
  error.stack = `LimitError: ${error.message}\n    ${hiddenFrame}`
  return Object.assign(error, { [leakErrorBrand]: true })
}
