import { eventLoopUtilization } from '../../kept/clock'
import { cpuUsage } from '../../kept/process'
import { setTimeout } from '../../kept/timers'
import { detached } from '../../ownership/context'

/** In milliseconds. */
const tick = 5

/** What took longer was no time in which anything could end: the process was busy with something else. */
const longestTick = tick + 1

/** Time goes by in any case, also where nobody can tell how it was spent. */
const leastTick = 1

const running = new Set<GracePeriod>()
let last = usage()
let isTicking = false

/**
 * A time in which something may end by itself, as this process has it: while it is kept from running, or judges something
 * else, nothing can end, and no time goes by. Ticks until it is over, and keeps no process alive.
 */
export class GracePeriod {
  #spent = 0
  #onOver: (() => void) | undefined

  /** In milliseconds; `onOver` is called once. */
  constructor(
    readonly length: number,
    onOver?: () => void,
  ) {
    this.#onOver = onOver
    running.add(this)
    if (isTicking) return
    isTicking = true
    last = usage()
    arm()
  }

  /** In milliseconds. */
  get spent(): number {
    return Math.min(Math.round(this.#spent), this.length)
  }

  get isOver(): boolean {
    return this.#spent >= this.length
  }

  spend(milliseconds: number): void {
    this.#spent += milliseconds
    if (!this.isOver || !running.delete(this)) return
    const onOver = this.#onOver
    // What a loop keeps alive must not keep whoever waited for it.
    this.#onOver = undefined
    onOver?.()
  }
}

/** How this process has spent its time so far, in milliseconds: waiting, at work, and at work on a processor. */
function usage(): { readonly idle: number; readonly active: number; readonly processor: number } {
  const { active, idle } = eventLoopUtilization()
  const { system, user } = cpuUsage()
  return { idle, active, processor: (system + user) / 1000 }
}

function arm(): void {
  detached(() => setTimeout(pass, tick).unref())
}

function pass(): void {
  const before = last
  last = usage()
  // A process that shares its processor with others is kept from what it has to do: only what it was given counts.
  const worked = Math.min(last.active - before.active, last.processor - before.processor)
  const passed = Math.min(Math.max(last.idle - before.idle + worked, leastTick), longestTick)
  for (const period of running) period.spend(passed)
  isTicking = running.size > 0
  if (isTicking) arm()
}
