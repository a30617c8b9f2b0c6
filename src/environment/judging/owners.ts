import type { Scope, TestFile } from '../../ownership/scope'
import { newFiles, type OpenFiles, openFiles } from '../../resources/channels/descriptor-net'
import { closeHeldDescriptors } from '../../resources/channels/open-calls'
import { tick } from '../../resources/pause'
import { afterGrace, settleAll, settleClosed, settleLasting } from '../../resources/settle'
import { newestId, type TrackedResource } from '../../resources/ledger/tracked-resource'
import type { ResolvedOptions } from '../../options/options'
import type { Outcome } from '../../wording/message'
import type { CircusDescribe, CircusState, CircusTest } from '../jest/circus'
import type { DeclaredAllowances } from '../allowances/declared'
import type { Moment } from './verdict'
import type { Failures } from './failures'
import { Deferred, unjudgedOf } from './deferred'
import { judging, type LazyVerdict } from './lazy'
import { endScope, knownLedger, openOfFile } from '../../resources/ledger/ledger'

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
  /** Of the process, before the file is loaded. */
  readonly descriptors: readonly string[] | undefined
  /** Its `expect(fn).toLeak()` may have been called and not awaited. */
  readonly api: { notAwaited(scope: Scope): Error[] }
}

/** Judges the owners of one file as they end, and fails them. Synchronous whenever nothing is open. */
export class FileJudging {
  readonly #filesBefore: OpenFiles
  /** The last owner that has ended. */
  #ended: Scope | undefined
  readonly #deferred: Deferred
  readonly #config: FileJudgingConfig

  constructor(config: FileJudgingConfig) {
    this.#config = config
    this.#filesBefore = openFiles(config.descriptors)
    this.#deferred = new Deferred(config.options.gracePeriod, (scope, state) => this.#judgeDue(scope, state))
  }

  /** A test or describe block has ended: what is lasting by nature is judged, what may end by itself later. */
  endScope(scope: Scope, state: CircusState): void | Promise<void> {
    this.#failForgottenCalls(scope, state)
    this.#judgeChurn(scope, state)
    const open = endScope(scope).filter(({ settled }) => !settled)
    // What it was closing is closed by now, and held by its stacks together with all that it has used.
    if (this.#ended !== undefined) knownLedger(this.#ended)?.prune()
    this.#ended = scope
    if (this.#config.options.isolation === 'file') return this.#judgeSessions(open, state)
    // A test that is run again is judged anew.
    this.#deferred.forget(scope)
    if (open.length > 0) return this.#deferred.inTurn(() => this.#judgeEnded(scope, open, state))
  }

  /** All of the file's tests and hooks are over. */
  async endFile(state: CircusState): Promise<void> {
    const { scope, scopes } = this.#config.testFile
    this.#failForgottenCalls(scope, state)
    this.#judgeChurn(scope, state)
    endScope(scope)
    this.#annotate(state)
    await this.#deferred.end()
    await tick()
    if (openOfFile(this.#config.testFile).length > 0) await this.#judgeAll(scopes, state)
    closeHeldDescriptors()
    await this.#judgeFiles(state)
  }

  #failForgottenCalls(scope: Scope, state: CircusState): void {
    const { api, failures } = this.#config
    for (const error of api.notAwaited(scope)) failures.add([{ ownerId: scope.id, error }], state)
  }

  #judgeChurn(scope: Scope, state: CircusState): void {
    const { failures, options, verdict } = this.#config
    const ledger = knownLedger(scope)
    if (ledger === undefined) return
    const { made = [] } = ledger
    // A test that is run again begins anew.
    ledger.made = undefined
    if (made.length <= options.churnLimit) return
    this.#annotate(state)
    failures.afterRetries(verdict.get().judgeChurn(scope, made, this.#outcomeOf(scope.id, state)), state)
  }

  async #judgeEnded(scope: Scope, open: readonly TrackedResource[], state: CircusState): Promise<void> {
    const { gracePeriod } = this.#config.options
    await settleSessions(open, gracePeriod)
    const remaining = await settleLasting(open, gracePeriod)
    this.#deferred.add(scope, state)
    await this.#judge(remaining, state, 'end of owner')
  }

  /** An owner has ended before, and the time of what it left is over. */
  async #judgeDue(scope: Scope, state: CircusState): Promise<void> {
    const overdue = afterGrace(unjudgedOf(scope), this.#config.options.gracePeriod)
    // One that was told to end has more time, until the end of the file.
    for (const resource of overdue) resource.finite ||= resource.program === 'ending'
    this.#deferred.add(scope, state)
    await this.#judge(overdue, state, 'later')
  }

  /** All owners are over: what is lasting is judged, then comes the one wait, for what may still end by itself. */
  async #judgeAll(scopes: readonly Scope[], state: CircusState): Promise<void> {
    const { gracePeriod } = this.#config.options
    const unjudged = (): TrackedResource[] => scopes.flatMap(unjudgedOf)
    const newest = newestId()
    const lasting = await settleLasting(unjudged(), gracePeriod)
    for (const resource of lasting) resource.finite ||= resource.program !== undefined
    await this.#judge(lasting, state, 'end of file')
    // Something may have begun to end meanwhile: a child's pipes are looked at once it has exited.
    const isUndecided = (each: TrackedResource): boolean =>
      each.finite || each.id > newest || each.isFinite(gracePeriod)
    if (!unjudged().some(isUndecided)) return
    await this.#judge(await settleAll(unjudged, scopes, gracePeriod), state, 'end of file')
  }

  async #judge(remaining: readonly TrackedResource[], state: CircusState, at: Moment): Promise<void> {
    // Most of what is still open at an owner's end ends by itself: judging is not even loaded then.
    if (remaining.every(({ finite }) => finite)) return
    const { failures, verdict } = this.#config
    this.#annotate(state)
    const judged = await verdict.get().judge(remaining, (ownerId) => this.#outcomeOf(ownerId, state), at)
    failures.afterRetries(judged, state)
  }

  /** What the tests to come would run inside of. */
  #judgeSessions(open: readonly TrackedResource[], state: CircusState): Promise<void> | undefined {
    if (!open.some(({ isOfSession }) => isOfSession)) return undefined
    return this.#judgeLeftInSessions(open, state)
  }

  async #judgeLeftInSessions(open: readonly TrackedResource[], state: CircusState): Promise<void> {
    await settleSessions(open, this.#config.options.gracePeriod)
    const left = open.filter((resource) => resource.isOfSession && !resource.isFinite(0))
    await this.#judge(left, state, 'end of owner')
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

  #outcomeOf(ownerId: number, state: CircusState): Outcome {
    // An `afterAll` that fails fails the file.
    return judging().outcomeOf(this.#config.scopes.testOf(ownerId)?.errors ?? state.unhandledErrors)
  }
}

/** Nobody else is let into a session before it is known what is left there. */
async function settleSessions(open: readonly TrackedResource[], gracePeriod: number): Promise<void> {
  const busy = open.filter((resource) => resource.isOfSession && resource.isFinite(0))
  if (busy.length > 0) await settleClosed(busy, gracePeriod)
}
