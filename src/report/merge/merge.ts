import { documentEnd, documentStart, fileLine, joinLine } from '../formats/json'
import { isFailing } from '../model/leaks'
import type { Report, ReportFile, ReportHead, ReportTail } from '../model/model'
import type { FileEntry, ReportDocument } from '../read/document'
import { TotalsCounter } from '../model/totals'
import { mergeHeads } from './head'
import { Rejudge, type Repository } from './rejudge'
import { sortedFiles } from './sorted'

/** Several reports as one, the same whatever the order of the inputs; holds one file of each at a time. */
export class Merge {
  readonly head: ReportHead
  readonly #documents: readonly ReportDocument[]
  readonly #rejudge: Rejudge
  readonly #totals = new TotalsCounter()
  #isFailing = false

  /** @throws ReportError when they are not parts of one whole */
  constructor(documents: readonly ReportDocument[], repository: Repository) {
    this.head = mergeHeads(documents)
    this.#documents = documents
    this.#rejudge = new Rejudge(repository)
  }

  /** Once; judged by the baselines as they are now. */
  *files(): Generator<FileEntry> {
    for (const { file, line } of sortedFiles(this.#documents)) {
      const judged = this.#rejudge.judge(file)
      this.#totals.add(judged)
      this.#isFailing ||= judged.leaks.some(isFailing)
      yield { file: judged, line: judged === file ? line : fileLine(judged) }
    }
  }

  /** Once the files have been read. */
  get tail(): ReportTail {
    const { missingShards, runs } = this.head
    const isWhole = missingShards.length === 0 && runs.every(({ partial }) => partial.length === 0)
    const fixed = isWhole ? this.#rejudge.fixed() : undefined
    return { ...(fixed !== undefined && { fixed }), totals: this.#totals.totals(runs) }
  }

  /** Once the files have been read: does a leak make the run fail? */
  get isFailing(): boolean {
    return this.#isFailing
  }

  /** The text of the document, piece by piece. */
  *text(): Generator<string> {
    yield documentStart(this.head)
    let index = 0
    for (const { line } of this.files()) yield joinLine(line, index++)
    yield documentEnd(this.tail)
  }

  inMemory(): Report {
    const files: ReportFile[] = Array.from(this.files(), ({ file }) => file)
    return { ...this.head, files, ...this.tail }
  }
}
