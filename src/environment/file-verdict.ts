import type { Scope, TestFile } from '../ownership/scope'
import type { ResolvedOptions } from '../options/options'
import { packageVersion } from '../resources/frames'
import { closeAll } from '../resources/close'
import { type Observed, observe } from '../resources/observe'
import { settle } from '../resources/settle'
import { sourceLineReader } from '../resources/source-line'
import type { TrackedResource } from '../resources/tracked-resource'
import { judge } from '../verdict/judge'
import { summarise } from '../report/leak-summary'
import { posixPath } from '../report/posix-path'
import type { Leak, Observation } from '../verdict/leak'
import { closedOnlyOnce, type RanTest } from '../verdict/hook-scope'
import type { LeakSummary } from '../verdict/leak-summary'
import { message, type Outcome } from '../wording/message'
import { severityOf } from '../wording/severity'
import { leakTypes, wordingOf } from '../wording/types'
import { absorbAftermath } from './aftermath'
import type { FileNet } from './file-net'
import { FileAllowances } from './file-allowances'
import { leakError } from './leak-error'
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

/** Told before leaks are closed; what it returns is called when they are. */
export type BeforeClosing = () => Promise<() => void>

/** Runs the pipeline for one file: wait, observe, judge, close, word. */
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

  readonly #beforeClosing: BeforeClosing | undefined

  constructor(testFile: TestFile, options: ResolvedOptions, rootDir: string, beforeClosing?: BeforeClosing) {
    this.#testFile = testFile
    this.#options = options
    this.#rootDir = rootDir
    this.allowances = new FileAllowances(options, rootDir)
    this.#beforeClosing = beforeClosing
    this.#closes = options.closeLeaked && leakTypes.some((type) => severityOf(type, options) === 'fail')
  }

  /**
   * Judges what `unjudged` returns, now and after each wait; returns what must fail. `again`: what owners that
   * were judged before have opened since counts as well.
   */
  async judge(
    unjudged: () => readonly TrackedResource[],
    outcomeOf: (ownerId: number) => Outcome,
    again = false,
  ): Promise<Judged[]> {
    const remaining = await this.#settle(unjudged)
    const everything = remaining.length === 0 ? [] : this.#everythingOpen()
    const seen = withSourceMaps(this.#testFile, () => observe(remaining, everything))
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

  /** The leaks of this owner were closed. */
  isCut({ id }: Scope): boolean {
    return this.#cut.has(id)
  }

  /** Closes what owners that are cut have opened since, which is no leak of its own; returns the others. */
  #cutOff(observed: readonly Observed[]): readonly Observed[] {
    const isCut = ({ observation }: Observed): boolean => this.#cut.has(observation.ownerId)
    for (const { resources } of observed.filter(isCut)) {
      for (const resource of resources) resource.settled = true
      closeAll(resources)
    }
    return observed.filter((each) => !isCut(each))
  }

  /** Judges open files that no resource explains; nobody but their opener can close them. */
  async judgeFiles(net: FileNet): Promise<Judged[]> {
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
    const remaining = await this.#settle(() => scope.prune().filter(({ settled }) => !settled))
    const everything = remaining.length === 0 ? [] : this.#everythingOpen()
    const observed = withSourceMaps(this.#testFile, () => observe(remaining, everything))
    const resources = new Map(observed.map((item) => [item.observation.id, item.resources]))
    const leaks = this.#decide(observed.map(({ observation }) => observation))
    return {
      leaks: leaks.map((leak) => this.#accept(leak, scope)),
      membersOf: ({ members }) => members.flatMap((id) => resources.get(id) ?? []),
    }
  }

  #decide(observations: readonly Observation[]): Leak[] {
    const { thirdParty, trace } = this.#options
    return judge(observations, {
      severityOf: (type) => severityOf(type, this.#options),
      thirdParty,
      trace,
      packagesOf: (type) => wordingOf(type).packages ?? [],
      packageVersion,
      relativePath: (file) => posixPath(this.#rootDir, file),
      sourceLine: sourceLineReader(),
    })
  }

  #accept(leak: Leak, scope: Scope): Leak {
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
    const leftovers = scopes.flatMap((scope) =>
      scope.prune().filter((resource) => this.#isLeftover(resource)),
    )
    closeAll(leftovers)
    for (const { scope } of leftovers) this.#cut.add(scope.id)
    await absorbAftermath(leftovers, this.#options.gracePeriod)
  }

  /** What appears during the wait is waited for as well: a retry loop would slip through otherwise. */
  async #settle(unjudged: () => readonly TrackedResource[]): Promise<readonly TrackedResource[]> {
    const deadline = performance.now() + this.#options.gracePeriod
    let open = unjudged()
    for (;;) {
      const known = new Set(open)
      const remaining = await settle(open, deadline - performance.now())
      const appeared = unjudged().filter((resource) => !known.has(resource))
      open = [...remaining, ...appeared]
      if (appeared.length === 0 || performance.now() >= deadline) return open
    }
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
  const line = leak.frames.find(({ kind }) => kind === 'project')?.text
  return leak.through?.package === undefined || line === undefined
    ? causeOf(leak)
    : `${String(leak.ownerId)}\n${leak.through.package}\n${line}`
}
