import type { Scope, TestFile } from '../../ownership/scope'
import type { ResolvedOptions } from '../../options/options'
import { observeChurn } from '../../resources/churn'
import { closeAll } from '../../resources/close'
import type { Observed } from '../../resources/observe'
import type { Made } from '../../resources/ledger/made'
import { newestId, type TrackedResource } from '../../resources/ledger/tracked-resource'
import { findChurn } from '../../verdict/churn'
import { judge, type Rules } from '../../verdict/judge'
import { summarise } from '../../report/model/leak-summary'
import type { Leak, Observation } from '../../verdict/leak'
import { isStateType } from '../../options/state-types'
import { closedOnlyOnce, type RanTest } from '../../verdict/hook-scope'
import type { LeakSummary } from '../../verdict/leak-summary'
import type { Outcome } from '../../wording/message'
import { severityOf } from '../../wording/severity'
import { leakTypes } from '../../wording/types'
import { absorbAftermath } from './aftermath'
import { AskedVerdict } from './asked-verdict'
import { Cuts } from './cuts'
import type { FileNet } from './descriptors'
import { FileAllowances } from './allowances'
import { FileObserver } from './observer'
import { fileRules } from './rules'
import { giveToMakers, isOfLastingObject } from './lazy-objects'
import { leakError } from './leak-error'
import { ReportedLeaks } from './reported'
import { RuleBook } from './rule-book'
import { loadedMethods } from '../jest/modules/loaded-methods'
import { withSourceMaps } from '../jest/modules/source-maps'
import { openOf } from '../../resources/ledger/ledger'

/** A failing leak, on its way to its owner. */
export interface Judged {
  readonly ownerId: number
  readonly error: Error
}

/** A leak, on its way to the report. */
interface Finding {
  readonly ownerId: number
  readonly summary: LeakSummary
}

/** When something is judged: as its owner ends, when its time is over while others run, or with all the rest. */
export type Moment = 'end of owner' | 'later' | 'end of file'

/** Told before leaks are closed; what it returns is called when they are. */
export type BeforeClosing = () => Promise<() => void>

/** Runs the pipeline for one file: observe, judge, close, word. */
export class FileVerdict {
  #findings: Finding[] = []
  readonly allowances: FileAllowances
  /** What tests ask for. */
  readonly asked: AskedVerdict
  readonly #reported = new ReportedLeaks()
  readonly #cuts: Cuts
  readonly #options: ResolvedOptions
  readonly #rootDir: string
  /** With nothing at `fail`, nothing is closed either. */
  readonly #closes: boolean

  readonly #testFile: TestFile
  readonly #observer: FileObserver
  readonly #beforeClosing: BeforeClosing | undefined

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string, beforeClosing?: BeforeClosing) {
    this.#testFile = testFile
    this.#cuts = new Cuts(testFile)
    this.#options = options
    this.#rootDir = rootDir
    this.allowances = new FileAllowances(options, rootDir)
    this.#observer = new FileObserver(testFile, new RuleBook(options, rootDir))
    this.#beforeClosing = beforeClosing
    this.#closes = options.closeLeaked && leakTypes.some((type) => severityOf(type, options) === 'fail')
    this.asked = new AskedVerdict({
      observer: this.#observer,
      decide: (observations, scope) =>
        this.#decide(observations)
          .filter(({ accepted }) => accepted === undefined)
          .map((leak) => this.#accept(leak, scope)),
      closes: this.#closes,
      gracePeriod: options.gracePeriod,
      rootDir,
    })
  }

  /**
   * Judges what has had its time to end; returns what must fail. At its end an owner is judged for the first time; later
   * it may have opened something since.
   */
  async judge(
    remaining: readonly TrackedResource[],
    outcomeOf: (ownerId: number) => Outcome,
    at: Moment,
  ): Promise<Judged[]> {
    const newest = newestId()
    const seen = this.#observeDue(remaining, at === 'end of file')
    const observed = at === 'end of owner' ? seen : this.#cutOff(seen)
    const resources = new Map(observed.map((item) => [item.observation.id, item.resources]))
    const scopeOf = ({ members: [id = 0] }: Leak): Scope =>
      resources.get(id)?.[0]?.scope ?? this.#testFile.scope
    const leaks = this.#decide(observed.map(({ observation }) => observation)).map((leak) =>
      this.#accept(leak, scopeOf(leak)),
    )
    const closedOnce = closedOnlyOnce(leaks, this.#testsInOrder())
    const noteClosed = leaks.length === 0 ? undefined : await this.#beforeClosing?.()
    const closed: TrackedResource[] = []
    const membersOf = ({ members }: Leak): TrackedResource[] =>
      members.flatMap((id) => resources.get(id) ?? [])
    const wereThere = new Set(leaks.filter((leak) => this.#cuts.hadSeen(leak.ownerId, membersOf(leak))))
    const judged = leaks.flatMap((leak) => {
      const members = membersOf(leak)
      for (const resource of members) resource.settled = true
      if (this.#isClosed(leak)) closed.push(...members)
      if (this.#isClosed(leak) && !isStateType(leak.type)) this.#cuts.note(leak.ownerId, newest)
      return this.#conclude(leak, members, outcomeOf(leak.ownerId), {
        wasThere: wereThere.has(leak),
        closedOnceFor: closedOnce.get(leak),
      })
    })
    this.#reported.noteCalls(leaks)
    await absorbAftermath(closed, this.#options.gracePeriod)
    noteClosed?.()
    return judged
  }

  /** Judges what an owner has made again and again, although it closed each. */
  judgeChurn(scope: Scope, made: readonly Made[], outcome: Outcome): Judged[] {
    if (severityOf('connection-churn', this.#options) === 'off') return []
    const observations = withSourceMaps(this.#testFile, () => observeChurn(scope, made))
    return findChurn(observations, this.#options.churnLimit, this.#rules())
      .map((leak) => this.#accept(leak, scope))
      .flatMap((leak) => this.#conclude(leak, [], outcome))
  }

  /** The leaks of this owner were closed. */
  isCut(scope: Scope): boolean {
    return this.#cuts.has(scope)
  }

  /** As plain data, under their right owners; `isLast`: also what a pool may keep for others. */
  #observeDue(remaining: readonly TrackedResource[], isLast: boolean): readonly Observed[] {
    const seen = this.#observer.observe(remaining)
    const observed = giveToMakers(seen) ? this.#observer.observe(remaining) : seen
    return isLast ? observed : observed.filter((item) => !isOfLastingObject(item))
  }

  /** Closes what owners that are cut have opened since, which is no leak of its own; returns the others. */
  #cutOff(observed: readonly Observed[]): readonly Observed[] {
    const isCut = ({ observation, resources }: Observed): boolean =>
      resources.every((resource) => this.#cuts.isOpenedSince(resource)) &&
      this.#observer.processWide(observation) === undefined
    for (const { resources } of observed.filter(isCut)) {
      for (const resource of resources) resource.settled = true
      closeAll(resources)
    }
    return observed.filter((each) => !isCut(each))
  }

  /** Judges open files that no resource explains; nobody but their opener can close them. */
  async judgeFiles(net: FileNet): Promise<Judged[]> {
    // The open files of a thread are its own, also while it is ending.
    const hadThread = this.#findings.some(({ summary }) => summary.type === 'worker-thread')
    if (hadThread || this.#observer.hasLastingThread) return []
    const caught = await net.catch(() => this.#observer.everythingOpen(), this.#options.gracePeriod)
    return this.#decide(caught)
      .map((leak) => this.#accept(leak, this.#testFile.scope))
      .flatMap((leak) => this.#conclude(leak, [], 'passed'))
  }

  #decide(observations: readonly Observation[]): Leak[] {
    return judge(observations, this.#rules())
  }

  /** Made anew for each judgement: it keeps the sources that it has read. */
  #rules(): Rules {
    return fileRules(this.#options, this.#rootDir, {
      processWide: this.#observer.processWide,
      loadedMethods: (file, name) => loadedMethods(this.#testFile, file, name),
    })
  }

  #accept(leak: Leak, scope: Scope): Leak {
    if (leak.accepted !== undefined) return leak
    const known = this.#reported.sameAs(leak)
    return known === undefined ? this.allowances.apply(leak, scope) : { ...leak, accepted: known.accepted }
  }

  /** Everything that was found since the last call, for the report. */
  takeFindings(): readonly LeakSummary[] {
    const found = this.#findings
    this.#findings = []
    return found.map((finding) => this.#ofAttempt(finding))
  }

  /** What a failed attempt has left fails nobody, and says which attempt it was. */
  #ofAttempt({ ownerId, summary }: Finding): LeakSummary {
    const attempt = this.#testFile.failedAttempts.get(ownerId)
    if (attempt === undefined) return summary
    const { owner } = summary
    const title = `${owner.path.at(-1) ?? ''} (attempt ${String(attempt)})`
    const path = [...owner.path.slice(0, -1), title]
    return { ...summary, severity: 'warn', attempt, owner: { ...owner, path } }
  }

  /** Closes what is left at the end of the file, warned and third-party leaks included. */
  async closeRemaining(scopes: readonly Scope[]): Promise<void> {
    if (!this.#closes) return
    const open = scopes.flatMap((scope) => openOf(scope).filter((resource) => this.#isLeftover(resource)))
    // What was not judged, or opened after that, may be meant to live on.
    this.#observer.observe(open.filter(({ settled }) => !settled))
    const leftovers = open.filter(({ processWide }) => !processWide)
    closeAll(leftovers)
    for (const { scope } of leftovers) this.#cuts.note(scope.id, newestId())
    await absorbAftermath(leftovers, this.#options.gracePeriod)
  }

  #conclude(
    leak: Leak,
    members: readonly TrackedResource[],
    outcome: Outcome,
    { wasThere = false, closedOnceFor }: { wasThere?: boolean; closedOnceFor?: number | undefined } = {},
  ): Judged[] {
    const closed = this.#isClosed(leak) ? closeAll(members) : undefined
    if (!this.#reported.add(leak, wasThere)) return []
    const context = { outcome, closed, closedOnceFor, trace: this.#options.trace }
    this.#findings.push({ ownerId: leak.ownerId, summary: summarise(leak, this.#rootDir, context) })
    if (leak.severity !== 'fail' || leak.accepted !== undefined) return []
    return [{ ownerId: leak.ownerId, error: leakError(leak, this.#rootDir, context) }]
  }

  #isClosed(leak: Leak): boolean {
    const isRestored = this.#options.restoreState && isStateType(leak.type)
    return this.#closes && (leak.severity === 'fail' || isRestored) && leak.accepted === undefined
  }

  /** What no async context accounts for may be Jest's own, unless its trace has led to the project. */
  #isLeftover(resource: TrackedResource): boolean {
    const state = resource.state()
    return (
      !resource.processWide &&
      (resource.attributed || resource.settled) &&
      (state === 'open' || (state === 'unref' && this.isCut(resource.scope)))
    )
  }

  #testsInOrder(): RanTest[] {
    const tests = this.#testFile.scopes.filter(({ owner }) => owner.kind === 'test')
    return tests.map(({ id, owner }) => ({ ownerId: id, owner }))
  }
}
