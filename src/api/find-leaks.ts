import type { LeakSummary } from '../verdict/leak-summary'
import { noEnvironment } from './resource-counts'
import { sandboxApi } from '../sandbox/sandbox-api'

/**
 * What the current scope (test, describe block or file) has opened and not closed, as it would be judged now.
 * Waits, `gracePeriod` milliseconds at most, for what is closing. Asserts nothing and closes nothing.
 *
 * @throws Error outside the environment, where nobody has followed what was opened
 */
export async function findLeaks(): Promise<LeakSummary[]> {
  const api = sandboxApi()
  if (api === undefined) throw new Error(noEnvironment('findLeaks()'))
  return api.findLeaks()
}
