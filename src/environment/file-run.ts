import { lazily } from '../loading/lazily'
import { currentContext, enterAs } from '../ownership/context'
import { Scope, TestFile } from '../ownership/scope'
import { newFiles, openFiles } from '../resources/descriptor-net'
import type { ResolvedOptions } from '../options/options'
import type { ServerProof } from '../verdict/server-proof'
import { type CircusDescribe, type CircusEvent, type CircusState, type CircusTest, titlesOf } from './circus'
import type * as allowLeaksModule from './allow-leaks'
import type { Judged } from './file-verdict'
import { ownedFunction } from './owned-function'
import { judging, keepAbsorbing, LazyLateWatch, LazyVerdict } from './lazy-verdict'
import type { RunLog } from './run-log'
import type * as serverProofsModule from './server-proofs'
import type { ServerProofs } from './server-proofs'

export interface FileRunConfig {
  readonly testPath: string
  readonly rootDir: string
  readonly options: ResolvedOptions
  /** The sandbox's global, for `jest.retryTimes()`. */
  readonly sandbox: object
  readonly log: RunLog
}

/** One test file under one environment: turns Jest's events into owners, judgements and failures. */
export class FileRun {
  readonly testFile: TestFile
  readonly #options: ResolvedOptions
  readonly #sandbox: object
  readonly #log: RunLog
  readonly #rootDir: string
  readonly #filesBefore = openFiles()
  readonly #verdict: LazyVerdict
  readonly #servers: ServerProofs | undefined
  readonly #scopes = new Map<CircusTest | CircusDescribe, Scope>()
  readonly #tests = new Map<number, CircusTest>()
  /** Failures of tests that wait for `run_finish`, so that they neither trigger nor hide behind a retry. */
  #held: Judged[] = []
  /** Set once the file is judged. */
  #late: LazyLateWatch | undefined
  #running: CircusTest | undefined

  constructor({ testPath, rootDir, options, sandbox, log }: FileRunConfig) {
    this.#log = log
    this.#rootDir = rootDir
    this.testFile = new TestFile(testPath)
    this.#options = options
    this.#sandbox = sandbox
    this.#servers = options.postgres === false ? undefined : this.#loadServers(rootDir)
    this.#verdict = new LazyVerdict(this.testFile, options, rootDir, this.#servers?.beforeClosing)
  }

  /** Before the file is loaded. */
  prepare(): void | Promise<void> {
    return this.#servers?.start()
  }

  /** Synchronous for the events that Jest dispatches synchronously, and whenever nothing is open. */
  handle(event: CircusEvent, state: CircusState): void | Promise<void> {
    keepAbsorbing()
    switch (event.name) {
      case 'start_describe_definition':
      case 'finish_describe_definition':
        return this.#enterBlock(state.currentDescribeBlock)
      case 'run_start':
        return this.#wrapFunctions(state.rootDescribeBlock)
      case 'test_start':
        // Concurrent tests overlap; no `*Each` hook runs for them.
        if (event.test?.concurrent !== true) this.#running = event.test
        return
      case 'hook_start':
      case 'hook_success':
      case 'hook_failure':
        return this.#enterHook(event.name === 'hook_start' ? event.hook?.type : undefined)
      case 'test_skip':
      case 'test_todo':
        this.#running = undefined
        return
      case 'test_done':
        return this.#endTest(event.test, state)
      case 'run_describe_finish':
        return this.#endBlock(event.describeBlock, state)
      case 'run_finish':
        return this.#endFile(state)
    }
  }

  /** Called by tests through `allowLeaks()`; throws what the test must see. */
  allowLeaks(given: unknown): void {
    const { addAllowance } = lazily(() => require('./allow-leaks') as typeof allowLeaksModule)
    const context = currentContext()
    const isOwn = context instanceof Scope && context.testFile === this.testFile
    addAllowance(given, isOwn ? context : this.testFile.scope, this.#rootDir)
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
  }

  #loadServers(rootDir: string): ServerProofs {
    const { ServerProofs } = lazily(() => require('./server-proofs') as typeof serverProofsModule)
    const { process } = this.#sandbox as { readonly process?: NodeJS.Process }
    return new ServerProofs({
      testFile: this.testFile,
      options: this.#options,
      rootDir,
      environment: process?.env,
    })
  }

  #enterBlock(block: CircusDescribe): void {
    if (this.#options.attribution === 'async') enterAs(this.#scopeOf(block))
  }

  #enterHook(hook: string | undefined): void {
    if (this.#running !== undefined) this.#scopeOf(this.#running).hook = hook
  }

  #wrapFunctions(block: CircusDescribe): void {
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
    if (scope.end().length === 0 || this.#options.isolation === 'file') return
    return this.#judge([scope], state)
  }

  async #endFile(state: CircusState): Promise<void> {
    this.testFile.scope.end()
    const { scopes } = this.testFile
    if (scopes.some((scope) => scope.prune().length > 0)) await this.#judge(scopes, state)
    await this.#judgeFiles(state)
    this.#fail(this.#held, state)
    this.#held = []
    this.#conclude(await this.#servers?.finish())
  }

  /** What is open now and was not before the file; Node's own resources explain most of it. */
  async #judgeFiles(state: CircusState): Promise<void> {
    if (newFiles(this.#filesBefore, openFiles()).size === 0) return
    const { FileNet } = judging()
    const net = new FileNet(this.testFile.scope, this.#filesBefore)
    this.#fail(await this.#verdict.get().judgeFiles(net), state)
  }

  /** The file is judged: what its leftover work opens from now on has no test to fail any more. */
  #conclude(servers?: readonly ServerProof[]): void {
    if (this.#late !== undefined) return
    this.#log.file(this.#verdict.takeFindings(), servers)
    const late = new LazyLateWatch(this.#verdict, this.#log, this.#options.gracePeriod)
    this.#late = late
    this.testFile.onLate = (resource) => {
      late.add(resource)
    }
  }

  async #judge(scopes: readonly Scope[], state: CircusState): Promise<void> {
    const { outcomeOf, retriesFailures } = judging()
    const judged = await this.#verdict.get().judge(
      () => scopes.flatMap((scope) => scope.prune().filter(({ settled }) => !settled)),
      (ownerId) => outcomeOf(this.#tests.get(ownerId)),
    )
    // Errors pushed at test_done trigger a retry, and the retry's success would hide the leak.
    if (retriesFailures(this.#sandbox, state)) this.#held.push(...judged)
    else this.#fail(judged, state)
  }

  #fail(judged: readonly Judged[], state: CircusState): void {
    for (const { ownerId, error } of judged) {
      const errors = this.#tests.get(ownerId)?.errors ?? state.unhandledErrors
      errors.push(error)
    }
  }
}
