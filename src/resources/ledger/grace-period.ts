import { detached } from '../../ownership/context'
import { now } from '../clock'
import { setTimeout } from '../../kept/timers'

// Captured at load: fake timers and tests that replace globals do not matter.

/** In milliseconds. */
const tick = 5

/** What took longer was no time for this process: it had no processor, or was busy with something else. */
const longestTick = 4 * tick

const running = new Set<GracePeriod>()
let lastTick = 0
let isTicking = false

/**
 * A time in which something may end by itself, as this process has it: while it is kept from running, or judges something
 * else, nothing can end, and no time goes by. Ticks until it is over, and keeps no process alive.
 */
export class GracePeriod {
  #spent = 0

  constructor(readonly length: number) {
    running.add(this)
    if (isTicking) return
    isTicking = true
    lastTick = now()
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
    if (this.isOver) running.delete(this)
  }
}

function arm(): void {
  detached(() => setTimeout(pass, tick).unref())
}

function pass(): void {
  const time = now()
  const passed = Math.min(time - lastTick, longestTick)
  lastTick = time
  for (const period of running) period.spend(passed)
  isTicking = running.size > 0
  if (isTicking) arm()
}
