import { CarrierUnavailable } from '../errors'
import type { Order } from '../orders/order'
import type { OrderStore } from '../orders/order-store'
import type { CarrierClient } from './carrier-client'

export interface RetryPolicy {
  attempts: number
  firstDelayMs: number
}

/** Books shipments; while the carrier is unavailable it tries again, doubling the delay each time. */
export class Dispatcher {
  readonly #store: OrderStore
  readonly #carrier: CarrierClient
  readonly #retry: RetryPolicy
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #running = new Set<Promise<void>>()
  #stopped = false

  constructor(
    store: OrderStore,
    carrier: CarrierClient,
    retry: RetryPolicy = { attempts: 6, firstDelayMs: 30_000 },
  ) {
    this.#store = store
    this.#carrier = carrier
    this.#retry = retry
  }

  async ship(orderId: string, attempt = 1): Promise<Order> {
    try {
      const trackingNumber = await this.#carrier.book(this.#store.get(orderId))
      return this.#store.update(orderId, 'shipped', trackingNumber)
    } catch (error) {
      if (error instanceof CarrierUnavailable && attempt < this.#retry.attempts && !this.#stopped) {
        this.#shipLater(orderId, attempt + 1)
        return this.#store.update(orderId, 'retrying')
      }
      this.#store.update(orderId, 'failed')
      throw error
    }
  }

  /** Gives up the retries that wait, whose orders stay 'retrying', and lets the running ones finish. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    await Promise.all(this.#running)
  }

  #shipLater(orderId: string, attempt: number): void {
    const delay = this.#retry.firstDelayMs * 2 ** (attempt - 2)
    const timer = setTimeout(() => {
      this.#timers.delete(orderId)
      const running = this.#retryNow(orderId, attempt).finally(() => this.#running.delete(running))
      this.#running.add(running)
    }, delay)
    this.#timers.set(orderId, timer)
  }

  async #retryNow(orderId: string, attempt: number): Promise<void> {
    try {
      await this.ship(orderId, attempt)
    } catch (error) {
      console.error(`order ${orderId} could not be shipped:`, error)
    }
  }
}
