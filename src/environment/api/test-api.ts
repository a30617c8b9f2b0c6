import { lazily } from '../../loading/lazily'
import { currentContext } from '../../ownership/context'
import { Scope, type TestFile } from '../../ownership/scope'
import type { ResourceCounts } from '../../verdict/counts'
import type { LeakSummary } from '../../verdict/leak-summary'
import type * as allowLeaksModule from '../allowances/declare'
import type { CircusTest } from '../jest/circus'
import type { LazyVerdict } from '../judging/lazy'
import type * as leakCallsModule from './leak-calls'
import type { LeakCalls } from './leak-calls'

export interface TestApiConfig {
  readonly testFile: TestFile
  readonly rootDir: string
  readonly verdict: LazyVerdict
  readonly counter: { now(scope: Scope): ResourceCounts }
  readonly testOf: (scope: Scope) => CircusTest | undefined
  /** What is found in this scope fails this test. */
  readonly actFor: (scope: Scope, test: CircusTest) => void
  readonly lookAtState: (scope: Scope) => void
}

/** What the tests of one file may ask of the environment; errors are theirs to see. */
export class TestApi {
  readonly #config: TestApiConfig
  #leakCalls: LeakCalls | undefined

  constructor(config: TestApiConfig) {
    this.#config = config
  }

  allowLeaks(given: unknown): void {
    const { addAllowance } = lazily(() => require('../allowances/declare') as typeof allowLeaksModule)
    addAllowance(given, this.callingScope(), this.#config.rootDir)
  }

  findLeaks(): Promise<LeakSummary[]> {
    return this.#config.verdict.get().asked.find(this.callingScope())
  }

  resourceCounts(): ResourceCounts {
    return this.#config.counter.now(this.callingScope())
  }

  toLeak(fn: unknown): unknown {
    this.#leakCalls ??= this.#makeLeakCalls()
    return this.#leakCalls.toLeak(fn)
  }

  /** Errors for the calls of `expect(fn).toLeak()` in an ended scope that nobody has awaited. */
  notAwaited(scope: Scope): Error[] {
    return this.#leakCalls?.notAwaited(scope) ?? []
  }

  /** The scope whose code is running; the file's where async context says nothing. */
  callingScope(): Scope {
    const { testFile } = this.#config
    const context = currentContext()
    return context instanceof Scope && context.testFile === testFile ? context : testFile.scope
  }

  #makeLeakCalls(): LeakCalls {
    const { actFor, lookAtState, testFile, testOf, verdict } = this.#config
    const { LeakCalls } = lazily(() => require('./leak-calls') as typeof leakCallsModule)
    return new LeakCalls({
      caller: () => this.callingScope(),
      openScope: (caller) => {
        const scope = testFile.open(caller.owner.kind, caller.owner.path)
        const test = testOf(caller)
        if (test !== undefined) actFor(scope, test)
        return scope
      },
      lookAtState,
      take: (scope) => verdict.get().asked.take(scope),
    })
  }
}
