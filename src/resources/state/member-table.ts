import type { Holder } from './member-lists'
import { coreModulesLoaded } from './loaded-core-module'

/** One member of an object that is watched. */
export interface Slot {
  readonly key: string
  readonly holder: object
  readonly member: string
  readonly first: PropertyDescriptor | undefined
  /** Undefined: a plain property, which is read without a call. */
  readonly read: (() => unknown) | undefined
  /** As it was first seen. */
  initial?: unknown
  last: unknown
}

/** An object that is watched, as far as it was there at the last look. */
export interface Members {
  readonly holder: Holder
  readonly slots: () => readonly Slot[]
  /** How many members it has now, where whatever is added counts. */
  readonly size: (() => number) | undefined
}

type Values = Readonly<Record<string, unknown>>

/**
 * All members of all objects as the last look has found them, side by side. Most looks find nothing changed, and come after
 * code that has used the processor's caches for something else: going through some sixty objects one by one takes ten times
 * as long as this.
 */
export class MemberTable {
  #modules = -1
  #holders: Values[] = []
  #members: string[] = []
  #values: unknown[] = []
  #reads: (() => unknown)[] = []
  #answers: unknown[] = []

  constructor(private readonly watched: readonly Members[]) {}

  /** Is everything as it was when it was taken? */
  isSame(): boolean {
    // Another core module is there to be looked at.
    if (this.#modules !== coreModulesLoaded()) return false
    const [holders, members, values] = [this.#holders, this.#members, this.#values]
    for (let at = 0; at < holders.length; at++) {
      if (holders[at]?.[members[at] ?? ''] !== values[at]) return false
    }
    return this.#reads.every((read, at) => read() === this.#answers[at])
  }

  /** Takes everything as it is. */
  take(): void {
    this.#modules = coreModulesLoaded()
    const slots = this.watched.flatMap((each) => each.slots())
    const plain = slots.filter(({ read }) => read === undefined)
    const within = this.watched.flatMap(({ holder }) => holder.within ?? [])
    const places = [...plain, ...within] as readonly { readonly holder: object; readonly member: string }[]
    this.#holders = places.map(({ holder }) => holder as Values)
    this.#members = places.map(({ member }) => member)
    this.#values = this.#holders.map((holder, at) => holder[this.#members[at] ?? ''])
    this.#reads = [
      ...slots.flatMap(({ read = [] }) => read),
      ...this.watched.flatMap(({ size = [] }) => size),
    ]
    this.#answers = this.#reads.map((read) => read())
  }
}
