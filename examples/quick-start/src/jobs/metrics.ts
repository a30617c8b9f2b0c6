/** Counts events and hands the counts to `write` at regular intervals, and once more when stopped. */
export class Metrics {
  readonly #write: (line: string) => void
  readonly #counts = new Map<string, number>()
  readonly #timer: NodeJS.Timeout

  constructor(write: (line: string) => void, flushEveryMs = 10_000) {
    this.#write = write
    this.#timer = setInterval(() => this.flush(), flushEveryMs)
  }

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  flush(): void {
    if (this.#counts.size === 0) return
    this.#write(JSON.stringify(Object.fromEntries(this.#counts)))
    this.#counts.clear()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.flush()
  }
}
