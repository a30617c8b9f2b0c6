import { now } from '../clock'
import { framesOf } from '../trace/frames'
import type { GracePeriod } from './grace-period'
import type { Restarts } from './restarts'
import { newestId, type TrackedResource } from './tracked-resource'

/** So many starts are told apart by their lines; only a loop starts more than that. */
const mostRead = 100

/**
 * What an owner has left behind and may end by itself within the grace period. What its leftover work starts meanwhile is
 * noted: a short timer that is pending when the period is over, and was started by the one before, is a loop.
 */
export class Leftovers {
  readonly #period: GracePeriod
  readonly #newestBefore = newestId()
  /** One-shot timers that were pending when it began, each with the time when it was due. */
  readonly #first = new Map<TrackedResource, number>()
  readonly #started: TrackedResource[] = []
  #count = 0
  #turns = 0

  constructor(period: GracePeriod, open: readonly TrackedResource[]) {
    this.#period = period
    for (const resource of open) {
      const due = resource.dueIn()
      if (due !== undefined && due <= period.length) this.#first.set(resource, now() + due)
    }
  }

  get isOver(): boolean {
    return this.#period.isOver
  }

  /** The owner's work has opened something. */
  note(resource: TrackedResource): void {
    if (this.isOver || !resource.isStep) return
    this.#count++
    if (this.#started.length < mostRead) this.#started.push(resource)
  }

  /** It has scheduled an immediate. */
  noteTurn(): void {
    if (!this.isOver) this.#turns++
  }

  /** Is this a timer that was short when it was seen first? One that has become short while others were waited for is lasting. */
  isShort(resource: TrackedResource): boolean {
    if (this.#first.has(resource)) return true
    return resource.id > this.#newestBefore && (resource.dueIn() ?? Infinity) <= this.#period.length
  }

  /** How often what is still pending was started again; undefined: it is of no loop, as far as anybody knows. */
  restartsOf(resource: TrackedResource): Restarts | undefined {
    const within = this.#period.spent
    if (resource.family.isLoop === true) return { times: this.#turns, within }
    if (!this.isShort(resource)) return undefined
    const due = this.#first.get(resource)
    // It was pending all the time: is it due later now, it starts itself again, with `refresh()`.
    if (due !== undefined) return isLater(resource, due) ? { times: undefined, within } : undefined
    // One that an interval starts goes when that goes.
    if (resource.interval?.state() === 'open') return undefined
    const isSame = sameLoop(resource)
    const again = this.#started.filter((each) => each !== resource && isSame(each))
    if (again.length === 0 && ![...this.#first.keys()].slice(0, mostRead).some(isSame)) return undefined
    const share = (again.length + 1) / this.#started.length
    return { times: Math.max(again.length + 1, Math.round(this.#count * share)), within }
  }
}

function isLater(resource: TrackedResource, due: number): boolean {
  // The clocks of both agree to a millisecond.
  return now() + (resource.dueIn() ?? 0) > due + 2
}

/** The short timers that an owner has pending: each may be a step of a loop. */
export function stepsOf(resources: readonly TrackedResource[]): readonly TrackedResource[] {
  return resources.filter((resource) => resource.isStep && resource.state() === 'open').slice(0, mostRead)
}

/** Tells those that were started at the same line, or by each other. */
export function sameLoop(resource: TrackedResource): (other: TrackedResource) => boolean {
  const line = lineOf(resource)
  const start = resource.chain
  return (other) =>
    (start !== undefined && (other.chain === start || other.trace === start)) ||
    (line !== undefined && lineOf(other) === line)
}

function lineOf({ trace }: TrackedResource): string | undefined {
  const frames = framesOf(trace)
  const telling =
    frames.find(({ kind }) => kind === 'project') ?? frames.find(({ kind }) => kind === 'dependency')
  return telling && `${telling.file ?? ''}:${String(telling.line)}:${String(telling.column)}`
}
