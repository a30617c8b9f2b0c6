import { runAs } from '../../ownership/context'
import type { Scope } from '../../ownership/scope'
import { framesOf } from '../../resources/trace/frames'
import { captureTrace, type Trace } from '../../resources/trace/trace'
import type { FoundLeak } from '../judging/asked-verdict'
import { endScope } from '../../resources/ledger/ledger'

/** What a matcher returns to Jest's `expect`. */
interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

interface Call {
  readonly scope: Scope
  readonly trace: Trace
  isAwaited: boolean
}

export interface LeakCallsConfig {
  /** The scope that calls the matcher. */
  readonly caller: () => Scope
  /** An owner of its own for the function, in the caller's name. */
  readonly openScope: (caller: Scope) => Scope
  /** What has changed of the process's state since the last look is this scope's. */
  readonly lookAtState: (scope: Scope) => void
  /** Judges and closes what the function has left open. */
  readonly take: (scope: Scope) => Promise<readonly FoundLeak[]>
}

/** `expect(fn).not.toLeak()`: runs functions as owners of their own, and remembers calls that nobody awaited. */
export class LeakCalls {
  readonly #calls: Call[] = []
  readonly #config: LeakCallsConfig

  constructor(config: LeakCallsConfig) {
    this.#config = config
  }

  /** The matcher; the result tells whether anybody waits for it. */
  readonly toLeak = (fn: unknown): PromiseLike<MatcherResult> => {
    if (typeof fn !== 'function') {
      throw new TypeError(
        `expect(fn).not.toLeak(): expected a function, got ${fn === null ? 'null' : typeof fn}. ` +
          'Give it the function itself: `await expect(() => work()).not.toLeak()`',
      )
    }
    const call: Call = { scope: this.#config.caller(), trace: captureTrace(this.toLeak), isAwaited: false }
    this.#calls.push(call)
    return new Watched(this.#run(fn as () => unknown, call.scope), call)
  }

  /** Errors for the calls of a scope that has ended, which nobody has awaited. */
  notAwaited(scope: Scope): Error[] {
    const missed = this.#calls.filter((call) => call.scope === scope && !call.isAwaited)
    const others = this.#calls.filter((call) => call.scope !== scope)
    this.#calls.splice(0, this.#calls.length, ...others)
    return missed.map(({ trace }) => notAwaitedError(trace))
  }

  async #run(fn: () => unknown, caller: Scope): Promise<MatcherResult> {
    const { lookAtState, openScope } = this.#config
    lookAtState(caller)
    const scope = openScope(caller)
    try {
      await runAs(scope, fn)
    } finally {
      lookAtState(scope)
      endScope(scope)
    }
    const leaks = await this.#config.take(scope)
    return { pass: leaks.length > 0, message: () => messageFor(leaks) }
  }
}

function messageFor(leaks: readonly FoundLeak[]): string {
  if (leaks.length === 0) return 'expect(fn).toLeak()\n\nthe function left nothing open'
  const texts = leaks.map(({ text, site }) => (site === undefined ? text : `${text}\n  opened:  ${site}`))
  return ['expect(fn).not.toLeak()', ...texts].join('\n\n')
}

function notAwaitedError(trace: Trace): Error {
  const error = new Error(
    'expect(fn).not.toLeak() was not awaited, so it could not fail this test: ' +
      'write `await expect(fn).not.toLeak()`',
  )
  const frames = framesOf(trace).filter(({ kind }) => kind === 'project')
  error.stack = [`Error: ${error.message}`, ...frames.map(({ text }) => `    ${text}`)].join('\n')
  return error
}

/** Not a promise, because `await` asks those for nothing; whoever calls `then` waits. */
class Watched<T> implements PromiseLike<T> {
  readonly #promise: Promise<T>
  readonly #call: Call
  /** Jest's `expect` itself calls `then(…)`, then `catch(…)`; its caller is the one who has to wait. */
  readonly #step: 'then' | 'catch' | 'caller'

  constructor(promise: Promise<T>, call: Call, step: 'then' | 'catch' | 'caller' = 'then') {
    this.#promise = promise
    this.#call = call
    this.#step = step
    // A failure that nobody waits for is told by `notAwaited()`.
    promise.catch(() => undefined)
  }

  then<A = T, B = never>(
    onDone?: ((value: T) => A | PromiseLike<A>) | null,
    onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const next = this.#promise.then(onDone, onFailed)
    const following = this.#step === 'then' && onFailed == null ? 'catch' : 'caller'
    if (this.#step !== 'caller') return new Watched(next, this.#call, following) as unknown as Promise<A | B>
    this.#call.isAwaited = true
    return next
  }

  catch<B = never>(onFailed?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onFailed)
  }

  finally(onEnd?: (() => void) | null): Promise<T> {
    this.#call.isAwaited = true
    return this.#promise.finally(onEnd)
  }
}
