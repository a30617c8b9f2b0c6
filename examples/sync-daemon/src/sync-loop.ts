import { setTimeout as sleep } from 'node:timers/promises'
import type { Change, SyncEngine } from './engine'

export interface LoopStatus {
  readonly turns: number
  readonly changes: number
  readonly lastError: string | undefined
}

/** Runs one engine over and over in the background; turns never overlap. */
export class SyncLoop {
  readonly #engine: SyncEngine
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  #turn: Promise<Change[]> = Promise.resolve([])
  #status: LoopStatus = { turns: 0, changes: 0, lastError: undefined }

  constructor(engine: SyncEngine, everyMs: number) {
    this.#engine = engine
    this.#done = this.#run(everyMs)
  }

  get status(): LoopStatus {
    return this.#status
  }

  /** One more turn, after the one that may be under way. */
  now(): Promise<Change[]> {
    const turn = this.#turn.catch(() => []).then(() => this.#engine.turn())
    this.#turn = turn
    turn.then(
      (changes) => this.#count(changes.length),
      (error: unknown) => (this.#status = { ...this.#status, lastError: String(error) }),
    )
    return turn
  }

  /** Lets the current turn end. Whoever does not wait for it may close the engine under its feet. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }

  async #run(everyMs: number): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.now().catch(() => undefined)
      await sleep(everyMs, undefined, { signal }).catch(() => undefined)
    }
    await this.#turn.catch(() => undefined)
  }

  #count(changes: number): void {
    this.#status = { ...this.#status, turns: this.#status.turns + 1, changes: this.#status.changes + changes }
  }
}
