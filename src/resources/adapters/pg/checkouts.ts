import { currentOwner } from '../../ledger/current-owner'
import { follow } from '../../ledger/follow'
import { definerOf } from '../../handles/prototypes'
import { captureTrace } from '../../trace/trace'
import { safely } from '../../ledger/tracked-resource'
import { Checkout, checkoutFamily, type Request } from './checkout'
import { endpointOf, type PendingItem, type PgClient, type PgPool } from './types'
import { Waiting, waitingFamily } from './waiting'
import { notes } from '../../notes'
import { wrapMethod } from '../wrap-method'

const requests = notes<Request>()

const observed = new WeakSet()

/** The first client that each pool has handed out. */
const firstClients = new WeakMap<PgPool, PgClient>()

/** Where a pool has connected to, also once it is ended. */
export function servedFrom(pool: object): string | undefined {
  const client = firstClients.get(pool as PgPool)
  return client && endpointOf(client)
}

/**
 * Follows clients from checkout to release. The request is remembered under pg-pool's own pending item: a
 * full pool serves it later, out of somebody else's release.
 */
export function observeCheckouts(prototype: object): void {
  // The class that pg-pool defines; `pg` and users extend it.
  const pool = definerOf(prototype, '_acquireClient')
  if (pool === undefined || observed.has(pool)) return
  observed.add(pool)
  /** What is being asked for in this very moment. */
  let current: Request | undefined
  let query: Request['query']

  wrapMethod<PgPool>(pool, 'query', (original) => {
    return function observedQuery(this: PgPool, ...args: unknown[]) {
      query = { text: textOf(args[0]) }
      try {
        return original.apply(this, args)
      } finally {
        query = undefined
      }
    }
  })
  wrapMethod<PgPool>(pool, 'connect', (original) => {
    return function observedConnect(this: PgPool, ...args: unknown[]) {
      const owner = currentOwner()
      if (owner === undefined) return original.apply(this, args)
      current = { owner, trace: captureTrace(observedConnect), query }
      const waiting = this._pendingQueue.length
      try {
        return original.apply(this, args)
      } finally {
        const queued = this._pendingQueue.length > waiting ? this._pendingQueue.at(-1) : undefined
        if (queued !== undefined) {
          requests.set(queued, current)
          follow(waitingFamily, new Waiting(this, queued), owner, current.trace)
        }
        current = undefined
      }
    }
  })
  wrapMethod<PgPool>(pool, 'newClient', (original) => {
    return function observedNewClient(this: PgPool, item: PendingItem) {
      if (current !== undefined) requests.set(item, current)
      return original.call(this, item)
    }
  })
  wrapMethod<PgPool>(pool, '_acquireClient', (original) => {
    return function observedAcquire(this: PgPool, client: PgClient, item: PendingItem, ...rest: unknown[]) {
      safely(() => {
        if (!firstClients.has(this)) firstClients.set(this, client)
        const request = requests.get(item)
        if (request === undefined) return
        follow(checkoutFamily, new Checkout(this, client, request), request.owner, request.trace)
      })
      return original.call(this, client, item, ...rest)
    }
  })
}

function textOf(config: unknown): string | undefined {
  const text: unknown = typeof config === 'object' && config !== null ? Reflect.get(config, 'text') : config
  return typeof text === 'string' ? text : undefined
}
