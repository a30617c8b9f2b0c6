import { runIfUsed } from '../ownership/context'
import { findMethod, resetNames } from './contract'
import type { Findings } from './findings'
import { findCycle, namesOf, resetOrder } from './order'
import { runReset } from './reset'
import type { Singleton } from './singleton'
import { Survivor } from './survivor'

export interface ResetsConfig {
  readonly findings: Findings
  /** In milliseconds. */
  readonly timeout: number
  /** Takes fake timers out of the way of resets; returns what puts them back. */
  readonly useRealTimers: () => () => void
}

/** Resets singletons one after the other, and looks whether that has helped. */
export class Resets {
  /** Resets so far by name. */
  readonly counts = new Map<string, number>()
  readonly #config: ResetsConfig

  constructor(config: ResetsConfig) {
    this.#config = config
  }

  async run(due: readonly Singleton[]): Promise<void> {
    for (const item of due) {
      const cycle = findCycle(item)
      if (cycle === undefined) continue
      this.#config.findings.reportOnce(item.original, item, { kind: 'cycle', path: namesOf(cycle) })
    }
    const restore = this.#config.useRealTimers()
    try {
      for (const item of resetOrder(due)) await this.#reset(item)
    } finally {
      restore()
    }
  }

  async #reset(singleton: Singleton): Promise<void> {
    const { findings, timeout } = this.#config
    const { instance, owner, target } = singleton
    const reset =
      singleton.registered?.reset ?? (target === undefined ? undefined : findMethod(target, resetNames)?.[1])
    // The reset of another may have done it.
    if (reset === undefined || owner === undefined || singleton.look().state === 'absent') {
      singleton.forget()
      return
    }
    const held = findings.heldBy(singleton)
    this.counts.set(singleton.name, (this.counts.get(singleton.name) ?? 0) + 1)
    const result = await runIfUsed(owner, () => runReset(() => reset.call(target), timeout))
    const isForgotten =
      singleton.look().state !== 'present' || instance === undefined || isNew(singleton, instance)
    if (result.kind === 'hung') findings.report(singleton, { kind: 'hung', timeout }, held)
    else if (result.kind === 'threw') findings.report(singleton, result, held)
    else if (!isForgotten) findings.report(singleton, { kind: 'not forgotten' }, held)
    else if (new Survivor(singleton, { kind: 'left open' }, held).stillOpen.length > 0)
      findings.report(singleton, { kind: 'left open' }, held)
    if (isForgotten) singleton.forget()
    else singleton.giveUp()
  }
}

function isNew(singleton: Singleton, instance: object): boolean {
  const sight = singleton.look()
  return sight.state === 'present' && sight.instance !== undefined && sight.instance !== instance
}
