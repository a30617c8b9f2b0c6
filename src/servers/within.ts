import { clearTimeout, setTimeout } from '../kept/timers'

// Captured at load: fake timers do not matter.

/** Milliseconds to connect, and for an answer. */
export const timeLimit = 5_000

/** @throws when the promise takes longer than the time limit */
export async function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${String(timeLimit)} ms`))
    }, timeLimit)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
