/** A list in which each text stands once. */
export class Table {
  readonly #places = new Map<string, number>()

  get values(): string[] {
    return [...this.#places.keys()]
  }

  place(text: string): number {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    this.#places.set(text, this.#places.size)
    return this.#places.size - 1
  }
}
