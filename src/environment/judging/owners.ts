import type { Scope, TestFile } from '../../ownership/scope'
import { newFiles, openFiles } from '../../resources/channels/descriptor-net'
import { settleAll } from '../../resources/settle'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import type { ResolvedOptions } from '../../options/options'
import type { Outcome } from '../../wording/message'
import type { CircusDescribe, CircusState, CircusTest } from '../jest/circus'
import type { DeclaredAllowances } from '../allowances/declared'
import type { Failures } from './failures'
import { judging, type LazyVerdict } from './lazy'

/** Owners by what circus calls them, and the other way round. */
interface OwnersOfEntries {
  of(entry: CircusTest | CircusDescribe): Scope
  /** The test that an owner's leaks fail; undefined: they fail the file. */
  testOf(ownerId: number): CircusTest | undefined
}

export interface FileJudgingConfig {
  readonly testFile: TestFile
  readonly options: ResolvedOptions
  readonly verdict: LazyVerdict
  readonly scopes: OwnersOfEntries
  readonly declared: DeclaredAllowances
  readonly failures: Failures
  /** Its `expect(fn).toLeak()` may have been called and not awaited. */
  readonly api: { notAwaited(scope: Scope): Error[] }
}

/** Judges the owners of one file as they end, and fails them. Synchronous whenever nothing is open. */
export class FileJudging {
  readonly #filesBefore = openFiles()
  readonly #config: FileJudgingConfig

  constructor(config: FileJudgingConfig) {
    this.#config = config
  }

  /** A test or describe block has ended. */
  endScope(scope: Scope, state: CircusState): void | Promise<void> {
    this.#failForgottenCalls(scope, state)
    this.#judgeChurn(scope, state)
    if (scope.end().length === 0 || this.#config.options.isolation === 'file') return
    return this.#judge([scope], state)
  }

  /** All of the file's tests and hooks are over. */
  async endFile(state: CircusState): Promise<void> {
    const { scope, scopes } = this.#config.testFile
    this.#failForgottenCalls(scope, state)
    this.#judgeChurn(scope, state)
    scope.end()
    this.#annotate(state)
    if (scopes.some((each) => each.prune().length > 0)) await this.#judge(scopes, state, true)
    await this.#judgeFiles(state)
  }

  #failForgottenCalls(scope: Scope, state: CircusState): void {
    const { api, failures } = this.#config
    for (const error of api.notAwaited(scope)) failures.add([{ ownerId: scope.id, error }], state)
  }

  #judgeChurn(scope: Scope, state: CircusState): void {
    const { failures, options, verdict } = this.#config
    const { made = [] } = scope
    // A test that is run again begins anew.
    scope.made = undefined
    if (made.length <= options.churnLimit) return
    this.#annotate(state)
    failures.afterRetries(verdict.get().judgeChurn(scope, made, this.#outcomeOf(scope.id)), state)
  }

  async #judge(scopes: readonly Scope[], state: CircusState, again = false): Promise<void> {
    const { failures, options, verdict } = this.#config
    const unjudged = (): TrackedResource[] =>
      scopes.flatMap((scope) => scope.prune().filter(({ settled }) => !settled))
    const remaining = await settleAll(unjudged, options.gracePeriod)
    // Most of what is still open at an owner's end closes within some turns: judging is not even loaded then.
    if (remaining.length === 0) return
    this.#annotate(state)
    const judged = await verdict.get().judge(remaining, (ownerId) => this.#outcomeOf(ownerId), again)
    failures.afterRetries(judged, state)
  }

  /** What is open now and was not before the file; Node's own resources explain most of it. */
  async #judgeFiles(state: CircusState): Promise<void> {
    const { failures, testFile, verdict } = this.#config
    if (newFiles(this.#filesBefore, openFiles()).size === 0) return
    const net = new (judging().FileNet)(testFile.scope, this.#filesBefore)
    failures.add(await verdict.get().judgeFiles(net), state)
  }

  /** Reads which leaks are accepted, before the first judgement that wants to know. */
  #annotate(state: CircusState): void {
    // Without async context every leak is the file's, and so is what accepts it.
    const { declared, options, scopes, testFile } = this.#config
    declared.annotate(state, (entry) => (options.attribution === 'async' ? scopes.of(entry) : testFile.scope))
  }

  #outcomeOf(ownerId: number): Outcome {
    return judging().outcomeOf(this.#config.scopes.testOf(ownerId))
  }
}
