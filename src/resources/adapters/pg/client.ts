import type { EmitterFamily } from '../../handles/family'
import { abandon } from './cancel'
import { observeQueries } from './queries'
import { activityOf } from './session'
import { activeQueryOf, endpointOf, hasEnded, isBusy, type PgClient } from './types'

/** `pg.Client` and `pg.native.Client`, by their methods: several copies of pg in one project are common. */
export const pgClientFamily: EmitterFamily = {
  observe: observeQueries,
  state(target) {
    const client = target as PgClient
    if (hasEnded(client)) return 'closed'
    if (client._connecting !== true && client._connected !== true) return 'idle'
    return client._ending === true ? 'closing' : 'open'
  },
  isUnderWay: (target) => isBusy(target as PgClient),
  describe(target) {
    const client = target as PgClient
    const stream = client.connection?.stream
    return {
      type: 'pg-client',
      subject: client,
      parts: stream === undefined ? [] : [stream],
      facts: {
        server: endpointOf(client),
        activity: activityOf(client),
        busy: activeQueryOf(client) !== undefined,
      },
    }
  },
  close(target) {
    abandon(target as PgClient)
    return 'disconnected'
  },
}
