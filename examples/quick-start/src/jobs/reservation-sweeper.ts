import type { OrderStore } from '../orders/order-store'

/** Frees the stock of orders that were reserved and never shipped. */
export class ReservationSweeper {
  readonly #store: OrderStore
  readonly #ttlMs: number
  #timer: NodeJS.Timeout | undefined

  constructor(store: OrderStore, ttlMs: number) {
    this.#store = store
    this.#ttlMs = ttlMs
  }

  start(everyMs = 60_000): void {
    this.#timer ??= setInterval(() => this.sweep(), everyMs)
  }

  sweep(now = Date.now()): number {
    return this.#store.expireReservedBefore(now - this.#ttlMs)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
