import type { EmitterFamily } from '../../handles/family'
import { endsOnceMore } from '../../late-waiters'
import { answerWaiting, takeBack } from './checkout'
import { observeCheckouts, servedFrom } from './checkouts'
import { abandon } from './cancel'
import { endpointOf, isBusy, type PgClient, type PgPool } from './types'

/** `pg.Pool`. Clients, their sockets and the pool's idle timers are its parts. */
export const pgPoolFamily: EmitterFamily = {
  observe: observeCheckouts,
  reuse: { type: 'pg-pool', endpointOf: servedFrom },
  state(target) {
    const pool = target as PgPool
    // Its constructor may load all of pg before it is done.
    if ((pool as Partial<PgPool>)._clients === undefined) return 'idle'
    if (pool.ended) return 'closed'
    if (pool.ending) return 'closing'
    // A pool that has not connected yet holds nothing.
    return pool.totalCount + pool.waitingCount > 0 ? 'open' : 'idle'
  },
  isUnderWay: (target) => (target as PgPool)._clients.some(isBusy),
  describe(target) {
    const pool = target as PgPool
    const timers = pool._idle.flatMap(({ timeoutId }) => timeoutId ?? [])
    const [client] = pool._clients
    const checkedOut = checkedOutOf(pool).length
    return {
      type: 'pg-pool',
      subject: pool,
      parts: [...pool._clients, ...timers],
      // `end()` waits for the clients that are out: they are the leak.
      consequence: pool.ending && checkedOut > 0,
      facts: {
        server: client === undefined ? undefined : endpointOf(client),
        max: pool.options.max,
        total: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
        checkedOut,
      },
    }
  },
  close(target) {
    const pool = target as PgPool
    const out = checkedOutOf(pool)
    // Whoever waits for a client gets an answer; those that are out would keep `end()` waiting for ever.
    answerWaiting(pool)
    pool.on('error', () => undefined)
    const ended = pool.ending ? undefined : pool.end()
    ended?.catch(() => undefined)
    endsOnceMore(pool, 'end', ended)
    for (const client of out) {
      abandon(client)
      takeBack(client)
    }
    return 'ended'
  },
}

function checkedOutOf(pool: PgPool): PgClient[] {
  const idle = new Set(pool._idle.map(({ client }) => client))
  return pool._clients.filter((client) => !idle.has(client) && typeof client.release === 'function')
}
