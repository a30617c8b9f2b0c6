import type { Family } from '../../handles/family'
import type { PendingItem, PgPool } from './types'

/** Somebody waits for a client of a pool, if only for the rest of this turn of the event loop. */
export class Waiting {
  constructor(
    readonly pool: PgPool,
    readonly item: PendingItem,
  ) {}
}

/**
 * Keeps the end of a test from being judged before its last query has its client. What waits longer does so because
 * others keep the clients: they are the leak.
 */
export const waitingFamily: Family = {
  keeps: true,
  state(target) {
    const { item, pool } = target as Waiting
    return pool._pendingQueue.includes(item) ? 'open' : 'closed'
  },
  isUnderWay: () => true,
  describe: () => undefined,
  close: () => undefined,
}
