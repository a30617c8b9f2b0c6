import { now } from './clock'
import { framesOf } from './frames'
import { newestId, type TrackedResource } from './tracked-resource'

/** So many starts are told apart by their lines; more often than that only a loop starts anything. */
const mostRead = 100

/** How often something was started again, and within how many milliseconds. */
export interface Restarts {
  /** Undefined where nobody could count. */
  readonly times: number | undefined
  readonly within: number
}

/**
 * The time in which what an owner has left behind may end by itself. What its leftover work starts meanwhile is noted:
 * a short timer that is pending at the end of that time, and was started by the one before, is a loop.
 */
export class Grace {
  /** On the clock of `now()`. */
  readonly until: number
  readonly #since: number
  readonly #newestBefore = newestId()
  /** Those that were pending when it began. */
  readonly #before: readonly TrackedResource[]
  readonly #started: TrackedResource[] = []
  #count = 0

  constructor(period: number, open: readonly TrackedResource[]) {
    this.#since = now()
    this.until = this.#since + period
    this.#before = open.filter(({ isStep }) => isStep).slice(0, mostRead)
  }

  get isOver(): boolean {
    return now() >= this.until
  }

  /** The owner has opened something. */
  note(resource: TrackedResource): void {
    if (!resource.isStep || this.isOver) return
    this.#count++
    if (this.#started.length < mostRead) this.#started.push(resource)
  }

  /** How often a pending timer was started again; undefined: it is none of a loop, as far as anybody knows. */
  restartsOf(resource: TrackedResource): Restarts | undefined {
    const within = Math.round(Math.min(now(), this.until) - this.#since)
    // It was pending all the time, and is due only now: it starts itself again, with `refresh()`.
    if (resource.id <= this.#newestBefore) return resource.dueIn() === 0 ? undefined : { times: undefined, within }
    const isSame = sameLoop(resource)
    const again = this.#started.filter((each) => each !== resource && isSame(each))
    if (again.length === 0 && !this.#before.some(isSame)) return undefined
    const share = (again.length + 1) / this.#started.length
    const times = this.#count > mostRead ? Math.round(this.#count * share) : again.length + 1
    return { times, within }
  }
}

/** Tells those that were started at the same line, or by each other. */
function sameLoop(resource: TrackedResource): (other: TrackedResource) => boolean {
  const line = lineOf(resource)
  const start = resource.chain
  return (other) =>
    (start !== undefined && (other.chain === start || other.trace === start)) ||
    (line !== undefined && lineOf(other) === line)
}

function lineOf({ trace }: TrackedResource): string | undefined {
  const frames = framesOf(trace)
  const telling = frames.find(({ kind }) => kind === 'project') ?? frames.find(({ kind }) => kind === 'dependency')
  return telling && `${telling.file ?? ''}:${String(telling.line)}:${String(telling.column)}`
}
