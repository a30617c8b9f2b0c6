import type { Scope } from '../../ownership/scope'
import type { Frame } from '../../verdict/leak'
import type { AsyncIds } from './follow'
import type { Description, Family, State } from '../handles/family'
import type { Trace } from '../trace/trace'
import { nearest } from '../trace/triggers'

let lastId = 0

/** The id of the newest resource: what has a higher one was opened later. */
export function newestId(): number {
  return lastId
}

/** Open resources by async id, so that what a timer or socket opens finds the trace of its origin. */
const byAsyncId = new Map<number, TrackedResource>()

/** Who uses each handle of those that pass from user to user. */
const users = new WeakMap<object, TrackedResource>()

/** What becomes of this handle is no business of its last user any more, but of `next`, if of anybody. */
export function handOver(handle: object, next?: TrackedResource): void {
  users.get(handle)?.letGo()
  if (next === undefined) users.delete(handle)
  else users.set(handle, next)
}

let reportError: (error: unknown) => void = () => undefined

/**
 * Sets who is told of an error that a resource throws when it is asked: Node's own classes never do, but
 * people derive from them. The other resources are judged as if nothing had happened.
 */
export function onProbeError(report: (error: unknown) => void): void {
  reportError = report
}

/** Runs what notes something in the middle of somebody's call: its errors are ours, not theirs. */
export function safely(note: () => void): void {
  try {
    note()
  } catch (error) {
    reportError(error)
  }
}

/** The open resource with this async id, when it is followed. */
export function resourceOf(asyncId: number): TrackedResource | undefined {
  return byAsyncId.get(asyncId)
}

/** One resource that somebody opened and nobody was seen to close. */
export class TrackedResource {
  readonly id = ++lastId
  /** The trace of the first resource in the chain of callbacks that led here. */
  readonly origin: Trace | undefined
  /** Was its close under way when its owner ended? Undefined until the owner has ended. */
  closingAtOwnerEnd: boolean | undefined
  /** Already reported: not judged again. */
  settled = false
  /** Meant to live as long as the process: never closed. */
  processWide = false
  #isGone = false
  #scope: Scope
  #hook: string | undefined
  readonly #target: WeakRef<object>
  #kept: object | undefined
  readonly #asyncId: number | undefined

  constructor(
    readonly family: Family,
    target: object,
    scope: Scope,
    /** False when no async context said whose it is. */
    readonly attributed: boolean,
    readonly trace: Trace,
    ids: AsyncIds | undefined,
  ) {
    this.#target = new WeakRef(target)
    this.#kept = family.keeps === true ? target : undefined
    this.#scope = scope
    this.#hook = scope.hook
    if (ids === undefined) return
    this.#asyncId = ids.own
    // Without an owner of its own it may be the test runner's: its callbacks follow those of tests.
    const trigger = attributed ? nearest(ids.trigger, resourceOf) : resourceOf(ids.trigger)
    this.origin = trigger === undefined ? undefined : (trigger.origin ?? trigger.trace)
    byAsyncId.set(ids.own, this)
  }

  get scope(): Scope {
    return this.#scope
  }

  /** The hook that was running for its owner. */
  get hook(): string | undefined {
    return this.#hook
  }

  /** It turned out to be another owner's: that of what it is a part of. */
  handTo(scope: Scope): void {
    this.#scope.drop(this)
    this.#scope = scope
    this.#hook = undefined
    scope.add(this)
  }

  get target(): object | undefined {
    return this.#kept ?? this.#target.deref()
  }

  /** One that cannot be asked any more counts as closed. */
  state(): State {
    const target = this.target
    if (target === undefined || this.#isGone) return 'closed'
    try {
      return this.family.state(target)
    } catch (error) {
      reportError(error)
      return 'closed'
    }
  }

  /** Worth a wait: its close is under way, or work that may end in one. `read` gives the frames of a stack. */
  isSettling(read: (trace: Trace) => readonly Frame[]): boolean {
    const state = this.state()
    if (state !== 'open') return state === 'closing'
    const { target } = this
    try {
      return target !== undefined && this.family.isBusy?.(target, () => read(this.trace)) === true
    } catch (error) {
      reportError(error)
      return false
    }
  }

  describe(frames: readonly Frame[]): Description | undefined {
    const target = this.target
    if (target === undefined) return undefined
    try {
      return this.family.describe(target, frames)
    } catch (error) {
      reportError(error)
      return undefined
    }
  }

  /** Somebody else has it now. */
  letGo(): void {
    this.#isGone = true
  }

  release(): void {
    this.#kept = undefined
    const { target } = this
    if (target !== undefined && users.get(target) === this) users.delete(target)
    if (this.#asyncId !== undefined) byAsyncId.delete(this.#asyncId)
  }
}
