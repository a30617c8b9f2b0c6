import { enterAs } from '../../ownership/context'
import { type Scope, TestFile } from '../../ownership/scope'
import { forgetStacks } from '../../resources/trace/trace'
import type { ResolvedOptions } from '../../options/options'
import type { ServerProof } from '../../verdict/databases/server-proof'
import type { CircusDescribe, CircusEvent, CircusState, CircusTest } from '../jest/circus'
import { DeclaredAllowances } from '../allowances/declared'
import { FileScopes } from './scopes'
import { Failures } from '../judging/failures'
import { FileJudging } from '../judging/owners'
import type { FileRunConfig } from './run-config'
import { Running } from './running'
import { mixedSettings } from './mixed-settings'
import { listAsChecks } from '../judging/own-checks'
import { keepAbsorbing, LazyLateWatch, LazyVerdict } from '../judging/lazy'
import type { RunLog } from './log'
import { loadServers } from './load-servers'
import type { ServerProofs } from './server-proofs'
import { FileCounter } from './counts'
import { SingletonWatch } from './singletons'
import { StateWatch } from './state'
import { TestApi } from '../api/test-api'
import { descriptorNames } from '../../resources/channels/descriptor-net'
import { openOfFile } from '../../resources/ledger/ledger'
import { fileLedgerOf } from '../../resources/ledger/file-ledger'

/** One test file under one environment: turns Jest's events into owners, judgements and failures. */
export class FileRun {
  readonly testFile: TestFile
  readonly singletons: SingletonWatch
  /** What tests may call. */
  readonly api: TestApi
  readonly #options: ResolvedOptions
  readonly #log: RunLog
  readonly #verdict: LazyVerdict
  readonly #servers: ServerProofs | undefined
  readonly #declared: DeclaredAllowances
  readonly #scopes: FileScopes
  readonly #failures: Failures
  readonly #judging: FileJudging
  /** Set once the file is judged. */
  #late: LazyLateWatch | undefined
  readonly #counter: FileCounter
  readonly #state: StateWatch
  readonly #running: Running

  constructor(config: FileRunConfig) {
    const { testPath, rootDir, options, allowances, sandbox, care, log, runtime } = config
    forgetStacks()
    this.#log = log
    this.#running = new Running(care.isIdle)
    this.testFile = new TestFile(testPath, sandbox)
    this.#options = options
    this.#scopes = new FileScopes(this.testFile, options.attribution)
    this.#failures = new Failures(this.#scopes, sandbox)
    this.#servers = loadServers(this.testFile, options, rootDir, sandbox)
    this.#verdict = new LazyVerdict(this.testFile, options, rootDir, this.#servers?.beforeClosing)
    this.singletons = new SingletonWatch({ testFile: this.testFile, rootDir, options, sandbox, runtime })
    this.#declared = new DeclaredAllowances(this.testFile, options, rootDir, this.#verdict)
    if (allowances.length > 0) this.testFile.scope.allowances = [...allowances]
    const descriptors = descriptorNames()
    this.#counter = new FileCounter(this.testFile, options.limits, descriptors, (scope) =>
      this.singletons.alive(scope),
    )
    this.api = new TestApi({
      testFile: this.testFile,
      rootDir,
      verdict: this.#verdict,
      counter: this.#counter,
      testOf: (scope) => this.#scopes.testOf(scope.id),
      actFor: (scope, test) => {
        this.#scopes.actFor(scope, test)
      },
      lookAtState: (scope) => {
        this.#lookAtState(() => scope)
      },
    })
    this.#state = new StateWatch({
      ...config,
      testFile: this.testFile,
      caller: () => this.#callerOutside(),
      scopeOf: (test) => this.#scopes.ofTest(test),
    })
    this.#judging = new FileJudging({
      testFile: this.testFile,
      options,
      verdict: this.#verdict,
      scopes: this.#scopes,
      declared: this.#declared,
      failures: this.#failures,
      descriptors,
      api: this.api,
    })
  }

  /** Before the file is loaded. `isAlone`: no other environment handles Jest's events. */
  prepare(isAlone: boolean): void | Promise<void> {
    this.#running.isIdle &&= isAlone
    return this.#servers?.start()
  }

  /** A module was loaded. */
  afterLoad(): void {
    this.#state.afterLoad()
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
        this.#prepareTests(state.rootDescribeBlock)
        return this.#beginTests()
      case 'test_start':
        this.#running.startTest(event.test)
        return this.#beforeTest(event.test)
      case 'hook_start':
      case 'hook_success':
      case 'hook_failure':
        return this.#enterHook(event)
      case 'test_skip':
      case 'test_todo':
        return this.#running.skipTest(event.test)
      case 'describe_retry':
      case 'test_retry':
        // Jest may wait before it.
        this.#running.isQuiet = false
        if (event.test !== undefined) this.#scopes.retry(event.test)
        return
      case 'test_fn_failure':
        return this.#state.testFails(event.test)
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
    this.#state.finish()
    if (openOfFile(this.testFile).length > 0) await this.#verdict.get().closeRemaining(this.testFile.scopes)
    this.#conclude()
    this.testFile.finish()
    this.#scopes.clear()
    this.#declared.clear()
  }

  /** Of what concurrent tests change nobody can say whose it is. */
  #lookAtState(scopeOf: () => Scope): void {
    if (this.#running.isShared) this.#state.accept()
    else this.#state.look(scopeOf)
  }

  /** Whose state the running code changes: a hook's is its block's, undefined for the file's own. */
  #callerOutside(): Scope | undefined {
    const block = this.#running.hookBlock
    if (block === undefined) return this.api.callingScope()
    return block.parent === undefined ? undefined : this.#scopes.ofBlock(block)
  }

  #enterBlock(block: CircusDescribe): void {
    if (this.#options.attribution === 'async') enterAs(this.#scopes.of(block))
  }

  #enterHook(event: CircusEvent): void {
    if (this.#running.skips(event)) return
    const { hook, name } = event
    const begins = name === 'hook_start'
    this.#running.enterHook(event, (test) => this.#scopes.of(test))
    const { test } = this.#running
    if (name === 'hook_failure') this.#state.testFails(test)
    const isAll = hook?.type === 'beforeAll' || hook?.type === 'afterAll'
    // What the test itself has changed is not the hook's that runs next.
    if (begins && hook?.type === 'afterEach' && test !== undefined)
      this.#lookAtState(() => this.#scopes.ofTest(test))
    if (begins && hook?.type === 'afterAll' && hook.parent !== undefined)
      this.#state.endBlock(this.#scopes.ofBlock(hook.parent))
    if (begins || hook?.parent === undefined) return
    const block = hook.parent
    if (block.parent === undefined && !this.#running.isShared) this.#state.lookAtFile(this.testFile.scope)
    else this.#lookAtState(() => this.#scopes.ofBlock(block))
    if (isAll) this.singletons.appeared(this.#scopes.ofBlock(block))
  }

  #beforeTest(test: CircusTest | undefined): Promise<void> | undefined {
    if (test === undefined || this.#running.isShared) return undefined
    return this.singletons.beforeTest(this.#scopes.ofBlock(test.parent))
  }

  #beginTests(): void | Promise<void> {
    const begin = (): void | Promise<void> => {
      this.#state.begin()
      return this.singletons.beforeTests(this.testFile.scope)
    }
    const counted = this.#counter.beforeTests()
    return counted === undefined ? begin() : counted.then(begin)
  }

  #prepareTests(root: CircusDescribe): void {
    this.#running.prepare(root)
    if (this.#options.attribution === 'async') this.#scopes.wrapFunctions(root, () => this.#running.test)
  }

  #endTest(test: CircusTest | undefined, state: CircusState): void | Promise<void> {
    this.#running.leaveTest(test)
    if (test !== undefined) this.#lookAtState(() => this.#scopes.ofTest(test))
    if (test !== undefined && test.errors.length > 0) this.#state.testFailed(test)
    this.#servers?.testEnds()
    this.#counter.testEnds(test)
    this.#running.doneWith(test)
    const scope = test === undefined ? undefined : this.#scopes.known(test)
    const judged = scope && this.#endScope(scope, state)
    this.#running.isQuiet = judged === undefined && this.#state.isQuiet && !this.singletons.areFollowed
    return judged
  }

  #endBlock(block: CircusDescribe | undefined, state: CircusState): void | Promise<void> {
    const scope = block === undefined ? undefined : this.#scopes.known(block)
    this.#running.isQuiet = false
    // The file's own scope ends with the file: its modules are in use until then.
    if (scope === undefined || scope === this.testFile.scope) return
    this.#state.endBlock(scope)
    return this.#endScope(scope, state)
  }

  #endScope(scope: Scope, state: CircusState): void | Promise<void> {
    // What concurrent tests share is in use until the last of them is done.
    if (this.#running.isShared) {
      this.singletons.appeared(this.testFile.scope)
      return this.#judging.endScope(scope, state)
    }
    const judge = (): void | Promise<void> => this.#judging.endScope(scope, state)
    const resets = this.singletons.end(scope)
    return resets === undefined ? judge() : resets.then(judge)
  }

  async #endFile(state: CircusState): Promise<void> {
    await this.singletons.end(this.testFile.scope)
    this.#counter.testsAreDone()
    this.#state.endFile(this.testFile.scope)
    await this.#judging.endFile(state)
    this.#failures.release(state)
    this.#failures.add(await this.#counter.judgeLimits(this.testFile.scope.id), state)
    this.#declared.judge(state, this.#scopes.all)
    listAsChecks(state)
    this.#conclude(await this.#servers?.finish())
  }

  /** The file is judged: what its leftover work opens from now on has no test to fail any more. */
  #conclude(servers?: readonly ServerProof[]): void {
    if (this.#late !== undefined) return
    const leaks = this.#verdict.takeFindings()
    this.#log.file(leaks, this.#declared.notes, {
      servers,
      counts: this.#counter.finish(leaks, (scope) => leaks.length > 0 && this.#verdict.get().isCut(scope)),
      mixed: mixedSettings(this.testFile),
      resets: this.singletons.resets,
      victims: this.#state.victims,
    })
    // Leftover work keeps these two functions: neither knows the run, which knows the sandbox.
    const log = this.#log
    const late = new LazyLateWatch(this.#verdict, log, this.#options.gracePeriod)
    this.#late = late
    fileLedgerOf(this.testFile).onLate = late.add.bind(late)
    this.#verdict.tellFailures(log.failure.bind(log))
  }
}
