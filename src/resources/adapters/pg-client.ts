import type { EmitterFamily } from '../handles/family'
import { cancelQuery } from './pg-cancel'
import { activityOf, endpointOf, isBusy, type PgClient } from './pg-types'

/** `pg.Client`, by its methods: several copies of pg in one project are common. */
export const pgClientFamily: EmitterFamily = {
  matches: (prototype) => '_handleReadyForQuery' in prototype && 'getStartupConf' in prototype,
  state(target) {
    const client = target as PgClient
    if (client._ended === true) return 'closed'
    if (client._connecting !== true && client._connected !== true) return 'idle'
    return client._ending === true ? 'closing' : 'open'
  },
  isBusy: (target) => isBusy(target as PgClient),
  describe(target) {
    const client = target as PgClient
    const stream = client.connection?.stream
    return {
      type: 'pg-client',
      subject: client,
      parts: stream === undefined ? [] : [stream],
      facts: { server: endpointOf(client), activity: activityOf(client) },
    }
  },
  close(target) {
    abandon(target as PgClient)
    return 'disconnected'
  },
}

/**
 * Ends a connection for good. The server keeps a running query going until it is cancelled; an open
 * transaction is rolled back with the session. No error event surfaces in somebody else's test.
 */
export function abandon(client: PgClient): void {
  if (isBusy(client)) cancelQuery(client)
  client.on('error', () => undefined)
  client._ending = true
  client.connection?.stream?.destroy()
}
