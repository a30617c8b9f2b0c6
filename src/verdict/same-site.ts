import type { Facts, Leak, Observation } from './leak'

/** Leaks of one owner, type and site, which are told as one. A loop may have left a hundred thousand. */
export class SameSite {
  readonly #first: Leak
  readonly #members: number[]
  readonly #unlike: Facts[] = []
  #count = 1
  #couldBeOne = false

  constructor(leak: Leak) {
    this.#first = leak
    this.#members = [...leak.members]
  }

  add(leak: Leak, { reuse }: Observation): void {
    this.#count++
    this.#couldBeOne = reuse !== undefined
    this.#members.push(...leak.members)
    // Kinds are few, whatever the count.
    const told = [this.#first.facts, ...this.#unlike]
    const { call, event } = leak.facts
    if (!told.some((each) => each.call === call && each.event === event)) this.#unlike.push(leak.facts)
  }

  get leak(): Leak {
    if (this.#count === 1) return this.#first
    return {
      ...this.#first,
      count: this.#count,
      couldBeOne: this.#couldBeOne,
      members: this.#members,
      ...(this.#unlike.length > 0 && { unlike: this.#unlike }),
    }
  }
}
