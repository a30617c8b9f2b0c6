import { detached } from '../ownership/context'
import { clearTimeout, setTimeout } from '../kept/timers'

// Captured at load: fake timers do not matter.

/** How a reset ended. */
export type ResetResult =
  { readonly kind: 'done' } | { readonly kind: 'hung' } | { readonly kind: 'threw'; readonly error: unknown }

const done: ResetResult = { kind: 'done' }

/** Calls `reset` and waits for it, `timeout` milliseconds of real time at most. Never throws. */
export async function runReset(reset: () => unknown, timeout: number): Promise<ResetResult> {
  let timer: NodeJS.Timeout | undefined
  try {
    const result = reset()
    if (!isThenable(result)) return done
    const limit = new Promise<ResetResult>((resolve) => {
      timer = detached(() =>
        setTimeout(() => {
          resolve({ kind: 'hung' })
        }, timeout),
      )
    })
    // Of another realm: only its `then` tells a promise.
    const end = new Promise((resolve, reject) => void result.then(resolve, reject)).then(
      (): ResetResult => done,
    )
    return await Promise.race([end, limit])
  } catch (error) {
    return { kind: 'threw', error }
  } finally {
    clearTimeout(timer)
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    (typeof value === 'object' || typeof value === 'function') &&
    value !== null &&
    typeof Reflect.get(value, 'then') === 'function'
  )
}
