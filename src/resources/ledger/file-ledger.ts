import type { Holdings, TestFile } from '../../ownership/scope'
import { readStack } from '../trace/trace'
import type { Made } from './made'
import type { TrackedResource } from './tracked-resource'

/** Beginnings that a file keeps at most: some 2 KB each. */
const mostBeginnings = 500

/** A file keeps so many of each type of what it made, to its end. */
const mostOfType = 20

/** What all owners of a test file have in common. */
export class FileLedger implements Holdings {
  /** How many beginnings its owners hold. */
  beginnings = 0
  /** Set once the file is judged: told of everything that its owners' leftover work still opens. */
  onLate: ((resource: TrackedResource) => void) | undefined
  #made: Made[] = []

  get takesBeginnings(): boolean {
    return this.beginnings < mostBeginnings
  }

  /** The first that were made of what is meant to be used again. */
  get made(): readonly Made[] {
    return this.#made
  }

  addMade(made: Made): void {
    if (this.#made.filter(({ reuse }) => reuse.type === made.reuse.type).length >= mostOfType) return
    // A stack keeps the objects of its frames alive until it is read.
    for (const { resource } of this.#made) readStack(resource.trace)
    this.#made.push(made)
  }

  release(): void {
    this.#made = []
  }
}

export function fileLedgerOf(testFile: TestFile): FileLedger {
  const { holdings } = testFile
  if (holdings instanceof FileLedger) return holdings
  const ledger = new FileLedger()
  testFile.holdings = ledger
  return ledger
}
