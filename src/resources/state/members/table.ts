import { coreModulesLoaded } from '../loaded-core-module'
import type { WatchedMembers } from './watched-members'

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
  /** Those to which members may be added. */
  readonly #growing: readonly WatchedMembers[]
  #sizes: number[] = []

  constructor(private readonly watched: readonly WatchedMembers[]) {
    this.#growing = watched.filter(({ holder }) => holder.members === undefined)
  }

  /** Is everything as it was when it was taken? */
  isSame(): boolean {
    // Another core module is there to be looked at.
    if (this.#modules !== coreModulesLoaded()) return false
    const [holders, members, values] = [this.#holders, this.#members, this.#values]
    for (let at = 0; at < holders.length; at++) {
      if (holders[at]?.[members[at] ?? ''] !== values[at]) return false
    }
    if (this.#growing.some(({ size }, at) => size !== this.#sizes[at])) return false
    return this.#reads.every((read, at) => read() === this.#answers[at])
  }

  /** Takes everything as it is. */
  take(): void {
    this.#modules = coreModulesLoaded()
    this.#holders = []
    this.#members = []
    this.#reads = []
    for (const { holder, slots } of this.watched) {
      for (const slot of slots) {
        if (slot.read === undefined) this.#place(slot.holder, slot.member)
        else this.#reads.push(slot.read)
      }
      if (holder.within !== undefined) this.#place(holder.within.holder, holder.within.member)
    }
    this.#values = this.#holders.map((holder, at) => holder[this.#members[at] ?? ''])
    this.#answers = this.#reads.map((read) => read())
    this.#sizes = this.#growing.map(({ size }) => size)
  }

  #place(holder: object, member: string): void {
    this.#holders.push(holder as Values)
    this.#members.push(member)
  }
}
