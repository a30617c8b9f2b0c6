import { detached } from '../../ownership/context'
import { settleClosed } from '../../resources/settle'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import { absorbFailures, closingEnds, closingStarts } from './absorbed-failures'
import { setImmediate } from '../../kept/timers'

/**
 * Waits, `gracePeriod` milliseconds at most, until what was closed after its verdict is gone. A request whose
 * socket was destroyed fails, and nobody waits for it any more: from here on such failures are absorbed. They
 * would fail the test that runs by then, or end the process and with it the results of every file.
 */
export async function absorbAftermath(
  closed: readonly TrackedResource[],
  gracePeriod: number,
): Promise<void> {
  if (closed.length === 0) return
  absorbFailures()
  closingStarts()
  try {
    await settleClosed(closed, gracePeriod)
    // Events of what has just closed, and the promises that they reject.
    await detached(() => new Promise<void>((resolve) => setImmediate(resolve)))
  } finally {
    closingEnds()
  }
}
