interface WithAsyncId {
  readonly asyncId: number | undefined
}

/** A power of two. */
const size = 1 << 12
const mask = size - 1

/**
 * As a map from async ids to what is open. Most of that is closed within some thousand ids, and a Map through which so
 * many entries pass leaves its old tables behind, with everything in them, for the collector of old objects.
 */
export class ByAsyncId<T extends WithAsyncId> {
  readonly #recent = Array.from<T | undefined>({ length: size })
  /** What stayed open until its slot was wanted again. */
  readonly #older = new Map<number, T>()

  get(asyncId: number): T | undefined {
    const recent = this.#recent[asyncId & mask]
    return recent?.asyncId === asyncId ? recent : this.#older.get(asyncId)
  }

  add(asyncId: number, item: T): void {
    const slot = asyncId & mask
    const displaced = this.#recent[slot]
    if (displaced?.asyncId !== undefined) this.#older.set(displaced.asyncId, displaced)
    this.#recent[slot] = item
  }

  delete(asyncId: number): void {
    const slot = asyncId & mask
    if (this.#recent[slot]?.asyncId === asyncId) this.#recent[slot] = undefined
    else this.#older.delete(asyncId)
  }
}
