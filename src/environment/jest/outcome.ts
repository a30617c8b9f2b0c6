import type { Outcome } from '../../wording/message'
import type { CircusTest } from './circus'
import { isOurError } from './leak-error-brand'

/** How a test went by itself, whatever we have told of it so far; describe blocks and files count as passed. */
export function outcomeOf(test: CircusTest | undefined): Outcome {
  const errors = (test?.errors ?? []).map(errorOf).filter((error) => !isOurError(error))
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
