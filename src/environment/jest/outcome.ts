import type { Outcome } from '../../wording/message'
import type { CircusTest } from './circus'

/** How a test went by itself; describe blocks and files count as passed. */
export function outcomeOf(test: CircusTest | undefined): Outcome {
  if (test === undefined || test.errors.length === 0) return 'passed'
  return test.errors.some(isTimeout) ? 'timed out' : 'failed'
}

/** Circus stores `[error, asyncError]` or the error itself. */
function isTimeout(entry: unknown): boolean {
  const error: unknown = Array.isArray(entry) ? entry[0] : entry
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : error
  return typeof message === 'string' && message.includes('Exceeded timeout of ')
}
