import { currentDirectory } from '../../kept/process'

import { readIfThere } from '../../kept/fs'
import { lazily } from '../../loading/lazily'
import { inRootDir } from '../../options/in-root-dir'
import type { ResolvedOptions } from '../../options/options'
import type { Severity } from '../../options/severity'
import type { Scope, TestFile } from '../../ownership/scope'
import { posixPath } from '../../report/posix-path'
import type { Trace } from '../../resources/trace/trace'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import type { ConfiguredAllowance, FileNotes } from '../../verdict/record'
import type * as wordingModule from '../../wording/allowances'
import type * as annotateModule from './annotate'
import type { CircusDescribe, CircusState, CircusTest } from '../jest/circus'
import { unfinishedOf } from '../jest/completeness'
import { hiddenFrame, isOurError } from '../jest/leak-error-brand'
import { frameAt, placedError } from '../jest/placed-error'
import type * as staleModule from './stale'

type Scopes = ReadonlyMap<CircusTest | CircusDescribe, Scope>
type ScopeOf = (entry: CircusTest | CircusDescribe) => Scope

/** What became of allowances when the file was judged. */
export interface AppliedAllowances {
  /** What is wrong with the baseline, if anybody had to look into it. */
  readonly problem: string | undefined
  get(): {
    readonly allowances: {
      configured(severity: Severity): ConfiguredAllowance[]
      readonly usesOf: (allowance: PlacedAllowance) => number
    }
  }
}

/** The allowances that are written into one test file: found when it is judged, told when they are not needed. */
export class DeclaredAllowances {
  readonly #testFile: TestFile
  readonly #options: ResolvedOptions
  readonly #rootDir: string
  readonly #applied: AppliedAllowances
  readonly #blocks = new Map<CircusDescribe, Trace>()
  #annotated = false
  /** Until its end, nothing of the file is known to be complete. */
  #notes: FileNotes = { unfinished: [[]] }

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string, applied: AppliedAllowances) {
    this.#testFile = testFile
    this.#options = options
    this.#rootDir = rootDir
    this.#applied = applied
  }

  get notes(): FileNotes {
    return this.#notes
  }

  /** A describe block is declared here; formatting the stack can wait until somebody asks. */
  declare(block: CircusDescribe, trace: Trace | undefined): void {
    if (trace !== undefined) this.#blocks.set(block, trace)
  }

  /** Reads the comments of the file, once, if there is anything for us in them. */
  annotate(state: CircusState, scopeOf: ScopeOf): void {
    if (this.#annotated) return
    this.#annotated = true
    if (!mentionsUs(this.#testFile.path)) return
    const { annotate } = lazily(() => require('./annotate') as typeof annotateModule)
    const errors = annotate({
      testFile: this.#testFile,
      rootDir: this.#rootDir,
      root: state.rootDescribeBlock,
      blocks: this.#blocks,
      scopeOf,
    })
    state.unhandledErrors.push(...errors)
  }

  /** At the end of the file: which allowances were for nothing? */
  judge(state: CircusState, known: Scopes): void {
    const { problem } = this.#applied
    if (problem !== undefined) state.unhandledErrors.push(placedError(problem, hiddenFrame))
    const isBroken = !state.unhandledErrors.every(isOurError)
    const unfinished = isBroken ? [[]] : unfinishedOf(state.rootDescribeBlock)
    const scopes = new Map([...known, [state.rootDescribeBlock, this.#testFile.scope]])
    const hasOwn = [...scopes.values()].some(({ allowances }) => allowances !== undefined)
    const { allow, staleAllowances: severity } = this.#options
    const configured = allow.length === 0 ? [] : this.#applied.get().allowances.configured(severity)
    const stale = hasOwn && !isBroken && severity !== 'off' ? this.#judgeOwn(state, scopes) : []
    this.#notes = {
      ...this.#places(),
      ...(unfinished.length > 0 && { unfinished }),
      ...(stale.length > 0 && { staleAllowances: stale }),
      ...(configured.length > 0 && { configured }),
    }
  }

  #places(): Pick<FileNotes, 'root' | 'baseline'> {
    const { baseline } = this.#options
    const root = posixPath(cwd, this.#rootDir)
    return baseline === false
      ? { root }
      : { root, baseline: posixPath(cwd, inRootDir(this.#rootDir, baseline)) }
  }

  clear(): void {
    this.#blocks.clear()
  }

  #judgeOwn(state: CircusState, scopes: Scopes): string[] {
    const { staleIn } = lazily(() => require('./stale') as typeof staleModule)
    const { staleText } = lazily(() => require('../../wording/allowances') as typeof wordingModule)
    const texts: string[] = []
    for (const stale of staleIn(scopes, this.#applied.get().allowances.usesOf)) {
      const { allowance, entry } = stale
      texts.push(staleText(stale))
      if (this.#options.staleAllowances !== 'fail') continue
      const frame = allowance.frame ?? frameAt(this.#testFile.path, 1)
      const errors = entry.type === 'test' ? entry.errors : state.unhandledErrors
      errors.push(placedError(staleText(stale), frame))
    }
    return texts
  }
}

// Tests change it.
const cwd = currentDirectory()

/** One look into a file that Jest has just read; most have no annotation. */
function mentionsUs(file: string): boolean {
  return readIfThere(file)?.includes('@leakguard') === true
}
