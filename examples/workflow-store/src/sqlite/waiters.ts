import { StoreError } from '../errors'

interface Waiter<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/** Those who wait for something that is all in use, first come, first served; nobody waits for ever. */
export class Waiters<T> {
  readonly #waiting: Waiter<T>[] = []

  get size(): number {
    return this.#waiting.length
  }

  wait(timeoutMs: number, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
        reject(new StoreError('busy', `no ${what} became free within ${timeoutMs} ms`))
      }, timeoutMs)
      const waiter = { resolve, reject, timer }
      this.#waiting.push(waiter)
    })
  }

  /** Serves the one who has waited longest; false when nobody waits. */
  serve(value: T): boolean {
    const next = this.#waiting.shift()
    clearTimeout(next?.timer)
    next?.resolve(value)
    return next !== undefined
  }

  rejectAll(error: Error): void {
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer)
      reject(error)
    }
  }
}
