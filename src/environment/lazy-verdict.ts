import { createRequire } from 'node:module'

import type { ResolvedOptions } from '../options/options'
import type { TestFile } from '../ownership/scope'
import type { LeakSummary } from '../verdict/leak-summary'
import type * as fileVerdictModule from './file-verdict'
import type { FileVerdict } from './file-verdict'

const load = createRequire(__filename)

/**
 * Judging and wording, loaded with the first suspect: most files have none. Leftover work of a finished file
 * keeps this alive, so it must not know the sandbox.
 */
export class LazyVerdict {
  #loaded: FileVerdict | undefined
  readonly #testFile: TestFile
  readonly #options: ResolvedOptions
  readonly #rootDir: string

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string) {
    this.#testFile = testFile
    this.#options = options
    this.#rootDir = rootDir
  }

  get(): FileVerdict {
    if (this.#loaded === undefined) {
      const { FileVerdict } = load('./file-verdict') as typeof fileVerdictModule
      this.#loaded = new FileVerdict(this.#testFile, this.#options, this.#rootDir)
    }
    return this.#loaded
  }

  takeFindings(): readonly LeakSummary[] {
    return this.#loaded?.takeFindings() ?? []
  }
}
