import { lazily } from '../../loading/lazily'
import { inRootDir } from '../../options/in-root-dir'
import type { ResolvedOptions } from '../../options/options'
import type { TestFile } from '../../ownership/scope'
import { noteBaseline } from '../../report/noted-baseline'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import type { LeakSummary } from '../../verdict/leak-summary'
import type { BeforeClosing, FileVerdict } from './verdict'
import type * as judgingModule from './parts'
import type { LateLog, LateWatch } from './late-watch'

let loaded: typeof judgingModule | undefined

/** What a judgement takes. */
export function judging(): typeof judgingModule {
  loaded ??= lazily(() => require('./parts') as typeof judgingModule)
  return loaded
}

/** See `absorbed-failures.ts`: until something was judged there is nothing to absorb. */
export function keepAbsorbing(): void {
  loaded?.keepAbsorbing()
}

/**
 * Judging and wording, loaded with the first suspect: most files have none. Leftover work of a finished file
 * keeps this alive, so it must not know the sandbox.
 */
export class LazyVerdict {
  #loaded: FileVerdict | undefined
  readonly #testFile: TestFile
  readonly #options: ResolvedOptions
  readonly #rootDir: string

  readonly #beforeClosing: BeforeClosing | undefined

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string, beforeClosing?: BeforeClosing) {
    this.#testFile = testFile
    this.#options = options
    this.#rootDir = rootDir
    this.#beforeClosing = beforeClosing
    if (options.baseline !== false) noteBaseline(inRootDir(rootDir, options.baseline))
  }

  get(): FileVerdict {
    if (this.#loaded === undefined) {
      const { FileVerdict } = judging()
      this.#loaded = new FileVerdict(this.#testFile, this.#options, this.#rootDir, this.#beforeClosing)
    }
    return this.#loaded
  }

  /** What is wrong with the baseline, if anybody had to look into it. */
  get problem(): string | undefined {
    return this.#loaded?.allowances.problem
  }

  takeFindings(): readonly LeakSummary[] {
    return this.#loaded?.takeFindings() ?? []
  }

  /** Something of the file was judged: its leftover work may go on, and throw between two files. */
  tellFailures(tell: NonNullable<TestFile['onFailure']>): void {
    if (this.#loaded === undefined) return
    loaded?.absorbFailures()
    this.#testFile.onFailure = tell
  }
}

/** What leftover work of a judged file opens, and the watch over it: most files need none. Knows no sandbox either. */
export class LazyLateWatch {
  #watch: LateWatch | undefined
  readonly #make: () => LateWatch

  constructor(verdict: LazyVerdict, log: LateLog, gracePeriod: number) {
    this.#make = () => new (judging().LateWatch)(verdict, log, gracePeriod)
  }

  add(resource: TrackedResource): void {
    this.#watch ??= this.#make()
    this.#watch.add(resource)
  }

  async sweep(): Promise<void> {
    await this.#watch?.sweep()
  }
}
