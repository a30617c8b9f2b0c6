import type { LeakType } from '../../../verdict/leak'
import { isOfClock } from '../fake-timers'
import { type Holder, holdersIn } from './holders'
import { membersIn, putBack, readSlot, type Slot, slotsAddedTo, slotsIn } from './slots'
import { memberSources } from './sources'
import { type NoteChange, type Sandbox, staysIn, type Watched } from '../watched'

type IsSpied = (object: object, name: string) => boolean

/** Members of what every test has, such as `console.error`, `process.platform` and `fs.readFileSync`, that somebody replaces. */
export function watchMembers(
  sandbox: Sandbox,
  isSpied: IsSpied,
  isWatched: (type: LeakType) => boolean,
): WatchedMembers[] {
  const holders = holdersIn(sandbox).filter(({ type }) => isWatched(type))
  return holders.map((holder) => new WatchedMembers(holder, isSpied))
}

const none: readonly never[] = []

/** The members of one object, compared by itself or, in a `MemberTable`, with those of all others at once. */
export class WatchedMembers implements Watched {
  readonly #isSpied: IsSpied
  #object: object | undefined
  #slots: readonly Slot[] = none
  #initial: readonly unknown[] = none
  /** As they were at the last look: the same list as long as nothing has changed. */
  #last: readonly unknown[] = none

  constructor(
    readonly holder: Holder,
    isSpied: IsSpied,
  ) {
    this.#isSpied = isSpied
  }

  get type(): Holder['type'] {
    return this.holder.type
  }

  get name(): string {
    return this.holder.name
  }

  get outlivesFile(): boolean {
    return this.type === 'core-module'
  }

  /** As far as they were there at the last look. */
  get slots(): readonly Slot[] {
    return this.#slots
  }

  /** It was there at the last look. */
  get isFound(): boolean {
    return this.#object !== undefined
  }

  /** How many members it has now, where whatever is added counts. */
  get size(): number {
    return this.#object === undefined ? 0 : membersIn(this.holder, this.#object).length
  }

  /** Tells what is different since the last look. */
  compare(note: NoteChange): void {
    const { holder } = this
    const found = holder.find()
    // Another object in its place is a change of its own.
    if (found !== this.#object) {
      this.#take(found)
      return
    }
    if (found !== undefined && holder.members === undefined) {
      const added = slotsAddedTo(holder, found, this.#slots)
      if (added.length > 0) this.#slots = [...this.#slots, ...added]
    }
    const slots = this.#slots
    // Without an iterator: few files of a process look so often that V8 compiles this.
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] as Slot
      const before = this.#last[at]
      const now = readSlot(slot)
      if (now === before || this.#isOthers(slot, now)) continue
      const last = [...this.#last]
      last[at] = now
      this.#last = last
      note(slot.key, before, now)
    }
  }

  #take(found: object | undefined): void {
    const { slots, values } =
      found === undefined ? { slots: none, values: none } : slotsIn(this.holder, found)
    this.#object = found
    this.#slots = slots
    this.#initial = values
    this.#last = values
  }

  /** Fake timers have a type of their own, and so have spies. */
  #isOthers({ holder, member }: Slot, now: unknown): boolean {
    return this.#isSpied(holder, member) || isOfClock(now)
  }

  /** Tells what is not as it was first seen. */
  tellChanged(note: NoteChange): void {
    if (this.#last === this.#initial) return
    for (const [at, { key }] of this.#slots.entries()) {
      if (this.#last[at] !== this.#initial[at]) note(key, this.#initial[at], this.#last[at])
    }
  }

  #indexOf(key: string): number {
    return this.#slots.findIndex((slot) => slot.key === key)
  }

  read(key: string): unknown {
    const at = this.#indexOf(key)
    const slot = this.#slots[at]
    if (slot === undefined) return undefined
    const now = readSlot(slot)
    return now !== this.#last[at] && this.#isOthers(slot, now) ? this.#last[at] : now
  }

  initial(key: string): unknown {
    return this.#initial[this.#indexOf(key)]
  }

  stays(key: string, now: unknown): () => boolean {
    return staysIn(this.#object ?? {}, key.slice(this.name.length + 1), now)
  }

  restore(key: string, value: unknown): void {
    const slot = this.#slots[this.#indexOf(key)]
    if (slot !== undefined) putBack(slot, value)
  }

  facts(key: string, before: unknown): { key: string; change: string } {
    return { key, change: before === undefined ? 'added' : 'replaced' }
  }

  sources(key: string): RegExp[] {
    return memberSources(this.holder, key.slice(this.name.length + 1))
  }
}
