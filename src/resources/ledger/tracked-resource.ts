import type { Scope } from '../../ownership/scope'
import { nearest } from '../../ownership/triggers'
import type { Frame } from '../../verdict/leak'
import type { Restarts } from './restarts'
import type { Description, Family, State } from '../handles/family'
import type { Trace } from '../trace/trace'
import { ByAsyncId } from './by-async-id'
import { notes } from '../notes'

let lastId = 0

/** The id of the newest resource: what has a higher one was opened later. */
export function newestId(): number {
  return lastId
}

/** Open resources by async id, so that what a timer or socket opens finds the trace of its origin. */
const byAsyncId = new ByAsyncId<TrackedResource>()

/** Who uses each handle of those that pass from user to user. */
const users = notes<TrackedResource>()

/** What becomes of this handle is no business of its last user any more, but of `next`, if of anybody. */
export function handOver(handle: object, next?: TrackedResource): void {
  users.get(handle)?.letGo()
  if (next === undefined) users.delete(handle)
  else users.set(handle, next)
}

/** Who uses this handle now. */
export function userOf(handle: object): TrackedResource | undefined {
  return users.get(handle)
}

const none: readonly Trace[] = []

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

/** Async ids of a resource and of what triggered it; resources without a handle have none. */
export interface AsyncIds {
  readonly own: number
  readonly trigger: number
  /** The accepted socket that its server handed on when this was opened. */
  readonly connection?: TrackedResource | undefined
}

/** One resource that somebody opened and nobody was seen to close. */
export class TrackedResource {
  readonly id = ++lastId
  /** Of the chain of callbacks that led here: where the last socket or the like was opened, and where the first. */
  readonly origins: readonly Trace[]
  /** Was its close under way when its owner ended? Undefined until the owner has ended. */
  closingAtOwnerEnd: boolean | undefined
  /** Already reported: not judged again. */
  settled = false
  /** Meant to live as long as the process: never closed. */
  processWide = false
  /** At the last look it could still be over by itself: it is not judged yet. */
  finite = false
  /** It could have been over by itself, and goes on. */
  restarts: Restarts | undefined
  /** Where the first was started of the timers that led to this one, each the callback of the one before. */
  readonly chain: Trace | undefined
  /** The interval that started it, or the first of those timers. */
  readonly interval: TrackedResource | undefined
  /** Of a timer: the socket in whose callbacks it was started. */
  readonly connection: TrackedResource | undefined
  #led: readonly Trace[] | undefined
  #isGone = false
  #scope: Scope
  #hook: string | undefined
  readonly #target: WeakRef<object>
  #kept: object | undefined
  readonly asyncId: number | undefined

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
    this.origins = none
    if (ids === undefined) return
    this.asyncId = ids.own
    // Without an owner of its own it may be the test runner's: its callbacks follow those of tests.
    const trigger = attributed ? nearest(ids.trigger, resourceOf) : resourceOf(ids.trigger)
    if (trigger !== undefined) this.origins = trigger.#leads()
    byAsyncId.add(ids.own, this)
    if (family.dueIn !== undefined)
      this.connection = ids.connection ?? (trigger?.family.connects === true ? trigger : trigger?.connection)
    if (trigger?.family.dueIn === undefined || !this.isStep) return
    this.chain = trigger.isStep ? (trigger.chain ?? trigger.trace) : undefined
    this.interval = trigger.isStep ? trigger.interval : trigger
  }

  get scope(): Scope {
    return this.#scope
  }

  /** The origins of what it leads to: a server leads to thousands. */
  #leads(): readonly Trace[] {
    this.#led ??= this.#findLeads()
    return this.#led
  }

  #findLeads(): readonly Trace[] {
    const first = this.origins.at(-1)
    if (first === undefined) return [this.trace]
    // A timer says less than the connection that started it.
    const last = this.isStep ? this.origins[0] : this.trace
    return last === undefined || last === first ? [first] : [last, first]
  }

  /** The hook that was running for its owner. */
  get hook(): string | undefined {
    return this.#hook
  }

  /** From now on it is this owner's, none of whose hooks has opened it. */
  moveTo(scope: Scope): void {
    this.#scope = scope
    this.#hook = undefined
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

  /**
   * Finite by nature: its close has begun, something is under way on it that ends, or it ends by itself within so many
   * milliseconds. Everything else is lasting.
   */
  isFinite(within: number): boolean {
    const state = this.state()
    if (state === 'closing') return true
    const { family, target } = this
    if (target === undefined || (state !== 'open' && state !== 'unref')) return false
    try {
      if (state === 'open' && family.isUnderWay?.(target) === true) return true
      return (family.dueIn?.(target) ?? Infinity) <= within
    } catch (error) {
      reportError(error)
      return false
    }
  }

  /** A child process or a worker, which may have done what it was started for, or was told to end. */
  get program(): 'running' | 'ending' | undefined {
    if (this.family.runsProgram !== true) return undefined
    const state = this.state()
    return state === 'open' ? 'running' : state === 'closing' ? 'ending' : undefined
  }

  /** It has waited for somebody else's, and not had its time yet. */
  get wasHeldUp(): boolean {
    const { family, target } = this
    let wasHeldUp = false
    if (target === undefined) return false
    safely(() => {
      wasHeldUp = family.wasHeldUp?.(target) === true
    })
    return wasHeldUp
  }

  /** Open in a session that others go on using. */
  get isOfSession(): boolean {
    const { target } = this
    if (target === undefined || this.state() !== 'open') return false
    let isOfSession = false
    safely(() => {
      isOfSession = this.family.isOfSession?.(target) === true
    })
    return isOfSession
  }

  /** In so many milliseconds it ends by itself; undefined: nobody knows. */
  dueIn(): number | undefined {
    const { family, target } = this
    return target === undefined ? undefined : family.dueIn?.(target)
  }

  /** A one-shot timer: what it calls may start the next. */
  get isStep(): boolean {
    return this.family.dueIn !== undefined && this.dueIn() !== undefined
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
    if (this.asyncId !== undefined) byAsyncId.delete(this.asyncId)
  }
}
