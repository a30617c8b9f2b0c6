import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'

import { endpointOf, type PgClient, type PgPool } from '../../../resources/adapters/pg/types'
import type { OpenConnection } from './channel'

const emitters: object[] = []

/** Keeps every EventEmitter that is made from now on: clients and pools of any copy of `pg` are among them. */
export function watchEmitters(): void {
  const emitter = EventEmitter as unknown as { init: (this: object, options?: unknown) => void }
  const { init } = emitter
  emitter.init = function (this: object, options?: unknown): void {
    init.call(this, options)
    emitters.push(this)
  }
}

/** A pool connects when it is used: uses each once that has no connection yet. @throws what the driver throws */
export async function usePools(): Promise<void> {
  for (const pool of emitters.filter(isPool)) {
    if (pool.ending || pool.totalCount > 0) continue
    const client = await (pool as PgPool & { connect(): Promise<PgClient> }).connect()
    client.release?.()
  }
}

export function openConnections(): OpenConnection[] {
  return emitters.filter(isClient).flatMap((client) => {
    const stream = client.connection?.stream as Socket | undefined
    if (stream === undefined || stream.destroyed || client._ending === true) return []
    if (typeof client.processID !== 'number') return []
    return { endpoint: endpointOf(client), processId: client.processID, localPort: stream.localPort }
  })
}

function isPool(emitter: object): emitter is PgPool {
  return '_clients' in emitter && 'totalCount' in emitter && 'connect' in emitter
}

function isClient(emitter: object): emitter is PgClient {
  return 'processID' in emitter && 'connection' in emitter && 'query' in emitter
}
