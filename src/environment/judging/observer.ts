import type { TestFile } from '../../ownership/scope'
import { observe, type Observed } from '../../resources/observe'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import type { Acceptance } from '../../verdict/leak'
import { processWideReason } from '../../verdict/accepted/process-wide'
import type { RuleBook } from './rule-book'
import { withSourceMaps } from '../jest/modules/source-maps'
import { openOfFile } from '../../resources/ledger/ledger'

/** Has this process a worker thread that no test file will end? */
let threadLivesOn = false

/** What one file has open, as plain data; what is meant to live as long as the process is told apart. */
export class FileObserver {
  readonly #testFile: TestFile
  readonly #rules: RuleBook
  /** Why some observations are meant to live as long as the process, by their id. */
  readonly #processWide = new Map<number, Acceptance>()

  constructor(testFile: TestFile, rules: RuleBook) {
    this.#testFile = testFile
    this.#rules = rules
  }

  /** As plain data; what is meant to live as long as the process is marked. */
  observe(judged: readonly TrackedResource[]): Observed[] {
    if (judged.length === 0) return []
    const everything = this.everythingOpen()
    const observed = withSourceMaps(this.#testFile, () => observe(judged, everything))
    for (const { observation, resources } of observed) {
      const reason = processWideReason(observation, this.#rules)
      if (reason === undefined) continue
      this.#processWide.set(observation.id, reason)
      threadLivesOn ||= observation.type === 'worker-thread'
      for (const resource of resources) resource.processWide = true
    }
    return observed
  }

  /** Why an observation is meant to live as long as the process; undefined: it is not. */
  readonly processWide = ({ id }: { readonly id: number }): Acceptance | undefined =>
    this.#processWide.get(id)

  everythingOpen(): TrackedResource[] {
    return openOfFile(this.#testFile)
  }

  /** The open files of such a thread are its own, now and in later test files. */
  get hasLastingThread(): boolean {
    return threadLivesOn
  }
}
