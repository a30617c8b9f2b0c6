import type { Outcome } from '../../wording/message'
import { isOurError } from './leak-error-brand'

/** How a test went by itself, or the hooks of a file, whatever we have told of it so far. */
export function outcomeOf(found: readonly unknown[]): Outcome {
  const errors = found.map(errorOf).filter((error) => !isOurError(error))
  if (errors.length === 0) return 'passed'
  return errors.some(isTimeout) ? 'timed out' : 'failed'
}

/** Circus stores `[error, asyncError]` or the error itself. */
function errorOf(entry: unknown): unknown {
  return Array.isArray(entry) ? entry[0] : entry
}

function isTimeout(error: unknown): boolean {
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error
  return typeof message === 'string' && message.includes('Exceeded timeout of ')
}
