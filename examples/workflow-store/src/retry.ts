import { setTimeout as sleep } from 'node:timers/promises'

export interface RetryPolicy {
  /** How often the operation is tried in all. @default 8 */
  readonly attempts?: number
  /** The pause after the first failure, doubled after each further one. @default 5 */
  readonly baseDelayMs?: number
  /** No pause is longer. @default 500 */
  readonly maxDelayMs?: number
  /** Which part of each pause is left to chance, 0 to 1, so that rivals do not meet again. @default 0.5 */
  readonly jitter?: number
  /** Told of every failure that is tried again. */
  readonly log?: (retry: Retry) => void
}

export interface Retry {
  readonly operation: string
  readonly attempt: number
  readonly delayMs: number
  readonly error: unknown
}

/**
 * Runs an operation again for as long as `isTransient` says that its failure may pass by itself.
 * Throws the last failure once all attempts are used up, and any other failure at once.
 */
export async function withRetry<T>(
  operation: string,
  isTransient: (error: unknown) => boolean,
  policy: RetryPolicy,
  run: () => T | Promise<T>,
): Promise<T> {
  const { attempts = 8 } = policy
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error
      const delayMs = delayAfter(attempt, policy)
      policy.log?.({ operation, attempt, delayMs, error })
      await sleep(delayMs)
    }
  }
}

function delayAfter(
  attempt: number,
  { baseDelayMs = 5, maxDelayMs = 500, jitter = 0.5 }: RetryPolicy,
): number {
  const full = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1))
  return full * (1 - jitter * Math.random())
}
