import { enterAs } from '../ownership/context'
import { type Scope, TestFile } from '../ownership/scope'
import { newFiles, openFiles } from '../resources/descriptor-net'
import type { ResolvedOptions } from '../options/options'
import type { ServerProof } from '../verdict/server-proof'
import type { PlacedAllowance } from '../verdict/allowances'
import {
  type CircusDescribe,
  type CircusEvent,
  type CircusState,
  type CircusTest,
  concurrentTests,
  titlesOf,
} from './circus'
import { DeclaredAllowances } from './declared-allowances'
import type { Judged } from './file-verdict'
import { ownedFunction } from './owned-function'
import { judging, keepAbsorbing, LazyLateWatch, LazyVerdict } from './lazy-verdict'
import type { RunLog } from './run-log'
import { loadServers } from './load-servers'
import type { ServerProofs } from './server-proofs'
import type { Runtime } from './jest-runtime'
import { FileCounter } from './file-counts'
import { SingletonWatch } from './singleton-watch'
import { TestApi } from './test-api'

export interface FileRunConfig {
  readonly testPath: string
  readonly rootDir: string
  readonly options: ResolvedOptions
  /** Those of the file's docblock. */
  readonly allowances: readonly PlacedAllowance[]
  /** The sandbox's global, for `jest.retryTimes()`. */
  readonly sandbox: object
  readonly log: RunLog
  /** Jest's runtime for this file, once it has loaded something. */
  readonly runtime: () => Runtime | undefined
}

/** One test file under one environment: turns Jest's events into owners, judgements and failures. */
export class FileRun {
  readonly testFile: TestFile
  readonly singletons: SingletonWatch
  /** What tests may call. */
  readonly api: TestApi
  readonly #options: ResolvedOptions
  readonly #sandbox: object
  readonly #log: RunLog
  readonly #filesBefore = openFiles()
  readonly #verdict: LazyVerdict
  readonly #servers: ServerProofs | undefined
  readonly #declared: DeclaredAllowances
  readonly #scopes = new Map<CircusTest | CircusDescribe, Scope>()
  readonly #tests = new Map<number, CircusTest>()
  /** Failures of tests that wait for `run_finish`, so that they neither trigger nor hide behind a retry. */
  #held: Judged[] = []
  /** Set once the file is judged. */
  #late: LazyLateWatch | undefined
  readonly #counter: FileCounter
  #running: CircusTest | undefined
  /** Concurrent tests that are not done: they run side by side, and share singletons. */
  readonly #concurrent = new Set<CircusTest>()

  constructor({ testPath, rootDir, options, allowances, sandbox, log, runtime }: FileRunConfig) {
    this.#log = log
    this.testFile = new TestFile(testPath)
    this.#options = options
    this.#sandbox = sandbox
    this.#servers =
      options.postgres === false ? undefined : loadServers(this.testFile, options, rootDir, sandbox)
    this.#verdict = new LazyVerdict(this.testFile, options, rootDir, this.#servers?.beforeClosing)
    this.singletons = new SingletonWatch({ testFile: this.testFile, rootDir, options, sandbox, runtime })
    this.#declared = new DeclaredAllowances(this.testFile, options, rootDir, this.#verdict)
    if (allowances.length > 0) this.testFile.scope.allowances = [...allowances]
    this.#counter = new FileCounter(this.testFile, () => this.singletons.alive(this.api.callingScope()))
    this.api = new TestApi({
      testFile: this.testFile,
      rootDir,
      verdict: this.#verdict,
      counter: this.#counter,
      testOf: (scope) => this.#tests.get(scope.id),
      actFor: (scope, test) => this.#tests.set(scope.id, test),
    })
  }

  /** Before the file is loaded. */
  prepare(): void | Promise<void> {
    return this.#servers?.start()
  }

  /** Synchronous for the events that Jest dispatches synchronously, and whenever nothing is open. */
  handle(event: CircusEvent, state: CircusState): void | Promise<void> {
    keepAbsorbing()
    switch (event.name) {
      case 'setup':
        event.runtimeGlobals?.expect?.extend({ toLeak: (fn: unknown) => this.api.toLeak(fn) })
        return
      case 'start_describe_definition':
        this.#declared.declare(state.currentDescribeBlock, event.asyncError)
        return this.#enterBlock(state.currentDescribeBlock)
      case 'finish_describe_definition':
        return this.#enterBlock(state.currentDescribeBlock)
      case 'run_start':
        this.#wrapFunctions(state.rootDescribeBlock)
        return this.singletons.beforeTests(this.testFile.scope)
      case 'test_start':
        // Concurrent tests overlap; no `*Each` hook runs for them.
        if (event.test?.concurrent !== true) this.#running = event.test
        return this.#beforeTest(event.test)
      case 'hook_start':
      case 'hook_success':
      case 'hook_failure':
        return this.#enterHook(event)
      case 'test_skip':
      case 'test_todo':
        this.#running = undefined
        if (event.test !== undefined) this.#concurrent.delete(event.test)
        return
      case 'test_done':
        return this.#endTest(event.test, state)
      case 'run_describe_finish':
        return this.#endBlock(event.describeBlock, state)
      case 'run_finish':
        return this.#endFile(state)
    }
  }

  /** The last chance to close what the file left; also when Jest never came to run its tests. */
  async teardown(): Promise<void> {
    // First of all: a leak that is closed already cannot be reported.
    await this.#late?.sweep()
    this.#servers?.stop()
    const { scopes } = this.testFile
    if (scopes.some((scope) => scope.prune().length > 0)) await this.#verdict.get().closeRemaining(scopes)
    this.#conclude()
    this.testFile.finish()
    this.#scopes.clear()
    this.#tests.clear()
    this.#declared.clear()
  }

  #enterBlock(block: CircusDescribe): void {
    if (this.#options.attribution === 'async') enterAs(this.#scopeOf(block))
  }

  #enterHook({ hook, name }: CircusEvent): void {
    const begins = name === 'hook_start'
    if (this.#running !== undefined) this.#scopeOf(this.#running).hook = begins ? hook?.type : undefined
    const isAll = hook?.type === 'beforeAll' || hook?.type === 'afterAll'
    if (isAll && !begins && hook.parent !== undefined) this.singletons.appeared(this.#blockScope(hook.parent))
  }

  #beforeTest(test: CircusTest | undefined): Promise<void> | undefined {
    if (test === undefined || this.#concurrent.size > 0) return undefined
    return this.singletons.beforeTest(this.#blockScope(test.parent))
  }

  #blockScope(block: CircusDescribe): Scope {
    return this.#options.attribution === 'async' ? this.#scopeOf(block) : this.testFile.scope
  }

  #wrapFunctions(block: CircusDescribe): void {
    if (block.parent === undefined) concurrentTests(block).forEach((test) => this.#concurrent.add(test))
    if (this.#options.attribution !== 'async') return
    const scope = this.#scopeOf(block)
    for (const hook of block.hooks) {
      const each = hook.type === 'beforeEach' || hook.type === 'afterEach'
      hook.fn = ownedFunction(hook.fn, () =>
        each && this.#running !== undefined ? this.#scopeOf(this.#running) : scope,
      )
    }
    for (const child of block.children) {
      if (child.type === 'describeBlock') this.#wrapFunctions(child)
      else if (child.fn != null) child.fn = ownedFunction(child.fn, () => this.#scopeOf(child))
    }
  }

  #scopeOf(entry: CircusTest | CircusDescribe): Scope {
    const known = this.#scopes.get(entry)
    if (known !== undefined) return known
    const scope = this.#openScope(entry)
    this.#scopes.set(entry, scope)
    return scope
  }

  #openScope(entry: CircusTest | CircusDescribe): Scope {
    if (entry.type === 'test') {
      const path = [...titlesOf(entry.parent), entry.name]
      const scope = this.testFile.open('test', path, this.#scopeOf(entry.parent))
      this.#tests.set(scope.id, entry)
      return scope
    }
    if (entry.parent === undefined) return this.testFile.scope
    return this.testFile.open('describe', titlesOf(entry), this.#scopeOf(entry.parent))
  }

  #endTest(test: CircusTest | undefined, state: CircusState): void | Promise<void> {
    if (test === this.#running) this.#running = undefined
    this.#servers?.testEnds()
    if (test !== undefined) this.#concurrent.delete(test)
    const scope = test === undefined ? undefined : this.#scopes.get(test)
    return scope === undefined ? undefined : this.#endScope(scope, state)
  }

  #endBlock(block: CircusDescribe | undefined, state: CircusState): void | Promise<void> {
    const scope = block === undefined ? undefined : this.#scopes.get(block)
    // The file's own scope ends with the file: its modules are in use until then.
    if (scope === undefined || scope === this.testFile.scope) return
    return this.#endScope(scope, state)
  }

  #endScope(scope: Scope, state: CircusState): void | Promise<void> {
    // What concurrent tests share is in use until the last of them is done.
    if (this.#concurrent.size > 0) {
      this.singletons.appeared(this.testFile.scope)
      return this.#judgeScope(scope, state)
    }
    const judge = (): void | Promise<void> => this.#judgeScope(scope, state)
    return this.singletons.end(scope)?.then(judge) ?? judge()
  }

  #judgeScope(scope: Scope, state: CircusState): void | Promise<void> {
    this.#failForgottenCalls(scope, state)
    if (scope.end().length === 0 || this.#options.isolation === 'file') return
    return this.#judge([scope], state)
  }

  #failForgottenCalls(scope: Scope, state: CircusState): void {
    for (const error of this.api.notAwaited(scope)) this.#fail([{ ownerId: scope.id, error }], state)
  }

  async #endFile(state: CircusState): Promise<void> {
    await this.singletons.end(this.testFile.scope)
    this.#failForgottenCalls(this.testFile.scope, state)
    this.#counter.testsAreDone()
    this.testFile.scope.end()
    this.#annotate(state)
    const { scopes } = this.testFile
    if (scopes.some((scope) => scope.prune().length > 0)) await this.#judge(scopes, state, true)
    await this.#judgeFiles(state)
    this.#fail(this.#held, state)
    this.#held = []
    this.#declared.judge(state, this.#scopes)
    this.#conclude(await this.#servers?.finish())
  }

  #annotate(state: CircusState): void {
    // Without async context every leak is the file's, and so is what accepts it.
    const { attribution } = this.#options
    this.#declared.annotate(state, (entry) =>
      attribution === 'async' ? this.#scopeOf(entry) : this.testFile.scope,
    )
  }

  /** What is open now and was not before the file; Node's own resources explain most of it. */
  async #judgeFiles(state: CircusState): Promise<void> {
    if (newFiles(this.#filesBefore, openFiles()).size === 0) return
    const net = new (judging().FileNet)(this.testFile.scope, this.#filesBefore)
    this.#fail(await this.#verdict.get().judgeFiles(net), state)
  }

  /** The file is judged: what its leftover work opens from now on has no test to fail any more. */
  #conclude(servers?: readonly ServerProof[]): void {
    if (this.#late !== undefined) return
    const leaks = this.#verdict.takeFindings()
    const counts = this.#counter.finish(leaks)
    this.#log.file(leaks, this.#declared.notes, { servers, counts, resets: this.singletons.resets })
    const late = new LazyLateWatch(this.#verdict, this.#log, this.#options.gracePeriod)
    this.#late = late
    this.testFile.onLate = (resource) => {
      late.add(resource)
    }
  }

  async #judge(scopes: readonly Scope[], state: CircusState, again = false): Promise<void> {
    const { outcomeOf, retriesFailures } = judging()
    this.#annotate(state)
    const judged = await this.#verdict.get().judge(
      () => scopes.flatMap((scope) => scope.prune().filter(({ settled }) => !settled)),
      (ownerId) => outcomeOf(this.#tests.get(ownerId)),
      again,
    )
    // Errors pushed at test_done trigger a retry, and the retry's success would hide the leak.
    if (retriesFailures(this.#sandbox, state)) this.#held.push(...judged)
    else this.#fail(judged, state)
  }

  #fail(judged: readonly Judged[], state: CircusState): void {
    for (const { ownerId, error } of judged) {
      ;(this.#tests.get(ownerId)?.errors ?? state.unhandledErrors).push(error)
    }
  }
}
