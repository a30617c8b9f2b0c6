import type { Scope, TestFile } from '../ownership/scope'
import type { ResolvedOptions } from '../options/options'
import { packageVersion } from '../resources/frames'
import { observeChurn } from '../resources/churn'
import { closeAll } from '../resources/close'
import { observe, type Observed } from '../resources/observe'
import type { Made } from '../resources/made'
import { settleAll } from '../resources/settle'
import { sourceLineReader } from '../resources/source-line'
import type { TrackedResource } from '../resources/tracked-resource'
import { isCalledClient } from '../verdict/called-clients'
import { findChurn } from '../verdict/churn'
import { judge, type Rules } from '../verdict/judge'
import { summarise } from '../report/leak-summary'
import { posixPath } from '../report/posix-path'
import type { Acceptance, Leak, Observation } from '../verdict/leak'
import { closedOnlyOnce, type RanTest } from '../verdict/hook-scope'
import type { LeakSummary } from '../verdict/leak-summary'
import { processWideReason } from '../verdict/process-wide'
import { message, type Outcome } from '../wording/message'
import { severityOf } from '../wording/severity'
import { leakTypes, wordingOf } from '../wording/types'
import { absorbAftermath } from './aftermath'
import type { FileNet } from './file-net'
import { FileAllowances } from './file-allowances'
import { leakError } from './leak-error'
import { RuleBook } from './rule-book'
import { withSourceMaps } from './source-maps'

/** A failing leak, on its way to its owner. */
export interface Judged {
  readonly ownerId: number
  readonly error: Error
}

/** A leak that somebody asked for. */
export interface FoundLeak {
  /** Its message. */
  readonly text: string
  /** `file:line`. */
  readonly site: string | undefined
}

/** Has this process a worker thread that no test file will end? */
let threadLivesOn = false

/** Told before leaks are closed; what it returns is called when they are. */
export type BeforeClosing = () => Promise<() => void>

/** Runs the pipeline for one file: observe, judge, close, word. */
export class FileVerdict {
  #findings: LeakSummary[] = []
  /** Every leak so far, by its cause. */
  readonly #reported = new Map<string, Leak>()
  readonly allowances: FileAllowances
  /** Lines that called a package whose leaks are closed already. */
  readonly #calls = new Set<string>()
  /** Owners whose leaks were closed: what they open from then on is a loop that goes on, or follows from that. */
  readonly #cut = new Set<number>()
  readonly #options: ResolvedOptions
  readonly #rootDir: string
  /** With nothing at `fail`, nothing is closed either. */
  readonly #closes: boolean

  readonly #testFile: TestFile
  readonly #rulePacks: RuleBook
  /** Why some observations are meant to live as long as the process, by their id. */
  readonly #processWide = new Map<number, Acceptance>()

  readonly #beforeClosing: BeforeClosing | undefined

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string, beforeClosing?: BeforeClosing) {
    this.#testFile = testFile
    this.#options = options
    this.#rootDir = rootDir
    this.allowances = new FileAllowances(options, rootDir)
    this.#rulePacks = new RuleBook(options, rootDir)
    this.#beforeClosing = beforeClosing
    this.#closes = options.closeLeaked && leakTypes.some((type) => severityOf(type, options) === 'fail')
  }

  /**
   * Judges what has had its time to close; returns what must fail. `again`: owners that were judged before may have
   * opened something since.
   */
  async judge(
    remaining: readonly TrackedResource[],
    outcomeOf: (ownerId: number) => Outcome,
    again = false,
  ): Promise<Judged[]> {
    const seen = this.#observe(remaining)
    const observed = again ? this.#cutOff(seen) : seen
    const resources = new Map(observed.map((item) => [item.observation.id, item.resources]))
    const scopeOf = ({ members: [id = 0] }: Leak): Scope =>
      resources.get(id)?.[0]?.scope ?? this.#testFile.scope
    const leaks = this.#decide(observed.map(({ observation }) => observation)).map((leak) =>
      this.#accept(leak, scopeOf(leak)),
    )
    const closedOnce = closedOnlyOnce(leaks, this.#testsInOrder())
    const noteClosed = leaks.length === 0 ? undefined : await this.#beforeClosing?.()
    const closed: TrackedResource[] = []
    const judged = leaks.flatMap((leak) => {
      const members = leak.members.flatMap((id) => resources.get(id) ?? [])
      for (const resource of members) resource.settled = true
      if (this.#isClosed(leak)) closed.push(...members)
      return this.#conclude(leak, members, outcomeOf(leak.ownerId), closedOnce.get(leak))
    })
    for (const leak of leaks) this.#calls.add(callOf(leak))
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
  isCut({ id }: Scope): boolean {
    return this.#cut.has(id)
  }

  /** Closes what owners that are cut have opened since, which is no leak of its own; returns the others. */
  #cutOff(observed: readonly Observed[]): readonly Observed[] {
    const isCut = ({ observation: { id, ownerId } }: Observed): boolean =>
      this.#cut.has(ownerId) && !this.#processWide.has(id)
    for (const { resources } of observed.filter(isCut)) {
      for (const resource of resources) resource.settled = true
      closeAll(resources)
    }
    return observed.filter((each) => !isCut(each))
  }

  /** Judges open files that no resource explains; nobody but their opener can close them. */
  async judgeFiles(net: FileNet): Promise<Judged[]> {
    // The files of a thread that lives on are its own, now and in later test files.
    if (threadLivesOn) return []
    const caught = await net.catch(() => this.#everythingOpen(), this.#options.gracePeriod)
    return this.#decide(caught)
      .map((leak) => this.#accept(leak, this.#testFile.scope))
      .flatMap((leak) => this.#conclude(leak, [], 'passed'))
  }

  /** What a scope holds, as it would be judged now; nothing is closed or reported. */
  async find(scope: Scope): Promise<LeakSummary[]> {
    const { leaks } = await this.#look(scope)
    return leaks.map((leak) => summarise(leak, this.#rootDir, undefined))
  }

  /** What a function has left open for its own scope: reported to its caller, and closed. */
  async take(scope: Scope): Promise<FoundLeak[]> {
    const { leaks, membersOf } = await this.#look(scope)
    const failing = leaks.filter(({ accepted, severity }) => severity === 'fail' && accepted === undefined)
    const members = failing.flatMap(membersOf)
    for (const resource of members) resource.settled = true
    const found = failing.map((leak) => {
      const { site } = summarise(leak, this.#rootDir, undefined)
      const closed = this.#closes ? closeAll(membersOf(leak)) : undefined
      return {
        text: message(leak, { outcome: 'passed', closed }).replace('this test leaked', 'the function leaked'),
        site: site === undefined ? undefined : `${site.file}:${String(site.line)}`,
      }
    })
    if (this.#closes) await absorbAftermath(members, this.#options.gracePeriod)
    return found
  }

  async #look(
    scope: Scope,
  ): Promise<{ leaks: readonly Leak[]; membersOf: (leak: Leak) => readonly TrackedResource[] }> {
    const unjudged = (): TrackedResource[] => scope.prune().filter(({ settled }) => !settled)
    const remaining = await settleAll(unjudged, this.#options.gracePeriod)
    const observed = this.#observe(remaining)
    const resources = new Map(observed.map((item) => [item.observation.id, item.resources]))
    const leaks = this.#decide(observed.map(({ observation }) => observation))
    return {
      leaks: leaks.filter((leak) => leak.accepted === undefined).map((leak) => this.#accept(leak, scope)),
      membersOf: ({ members }) => members.flatMap((id) => resources.get(id) ?? []),
    }
  }

  /** As plain data; what is meant to live as long as the process is marked. */
  #observe(judged: readonly TrackedResource[]): Observed[] {
    if (judged.length === 0) return []
    const everything = this.#everythingOpen()
    const observed = withSourceMaps(this.#testFile, () => observe(judged, everything))
    for (const { observation, resources } of observed) {
      const reason = processWideReason(observation, this.#rulePacks)
      if (reason === undefined) continue
      this.#processWide.set(observation.id, reason)
      threadLivesOn ||= observation.type === 'worker-thread'
      for (const resource of resources) resource.processWide = true
    }
    return observed
  }

  #decide(observations: readonly Observation[]): Leak[] {
    return judge(observations, this.#rules())
  }

  #rules(): Rules {
    const { thirdParty, trace } = this.#options
    return {
      severityOf: (type) => severityOf(type, this.#options),
      thirdParty,
      trace,
      packagesOf: (type) => wordingOf(type).packages ?? [],
      packageVersion,
      processWide: ({ id }) => this.#processWide.get(id),
      relativePath: (file) => posixPath(this.#rootDir, file),
      sourceLine: sourceLineReader(),
    }
  }

  #accept(leak: Leak, scope: Scope): Leak {
    if (leak.accepted !== undefined) return leak
    const known = this.#reported.get(causeOf(leak))
    return known === undefined ? this.allowances.apply(leak, scope) : { ...leak, accepted: known.accepted }
  }

  /** Everything that was found since the last call, for the report. */
  takeFindings(): readonly LeakSummary[] {
    const found = this.#findings
    this.#findings = []
    return found
  }

  /** Closes what is left at the end of the file, warned and third-party leaks included. */
  async closeRemaining(scopes: readonly Scope[]): Promise<void> {
    if (!this.#closes) return
    const open = scopes.flatMap((scope) => scope.prune().filter((resource) => this.#isLeftover(resource)))
    // What was not judged, or opened after that, may be meant to live on.
    this.#observe(open.filter(({ settled }) => !settled))
    const leftovers = open.filter(({ processWide }) => !processWide)
    closeAll(leftovers)
    for (const { scope } of leftovers) this.#cut.add(scope.id)
    await absorbAftermath(leftovers, this.#options.gracePeriod)
  }

  #conclude(
    leak: Leak,
    members: readonly TrackedResource[],
    outcome: Outcome,
    closedOnceFor?: number,
  ): Judged[] {
    const closed = this.#isClosed(leak) ? closeAll(members) : undefined
    if (this.#isClosed(leak)) this.#cut.add(leak.ownerId)
    if (this.#reported.has(causeOf(leak)) || this.#calls.has(callOf(leak))) return []
    this.#reported.set(causeOf(leak), leak)
    this.#findings.push(summarise(leak, this.#rootDir, closed))
    if (leak.severity !== 'fail' || leak.accepted !== undefined) return []
    return [
      { ownerId: leak.ownerId, error: leakError(leak, this.#rootDir, { outcome, closed, closedOnceFor }) },
    ]
  }

  #isClosed(leak: Leak): boolean {
    return this.#closes && leak.severity === 'fail' && leak.accepted === undefined
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

  #everythingOpen(): TrackedResource[] {
    return this.#testFile.scopes.flatMap((scope) => scope.prune())
  }
}

/** Owner, type and line: a loop that was cut at the test's end goes on once more, and is the same leak. */
function causeOf({ ownerId, type, site }: Leak): string {
  return `${String(ownerId)}\n${type}\n${site}`
}

/**
 * Owner, package and the line that called it: a client whose connection was closed at the test's end reconnects,
 * a pool whose worker was ended starts another. Without a package, no other leak is the same.
 */
function callOf(leak: Leak): string {
  const { ownerId, thirdParty } = leak
  if (isCalledClient(thirdParty)) return `${String(ownerId)}\n${thirdParty?.package ?? ''}`
  const line = leak.frames.find(({ kind }) => kind === 'project')?.text
  return leak.through?.package === undefined || line === undefined
    ? causeOf(leak)
    : `${String(leak.ownerId)}\n${leak.through.package}\n${line}`
}
