import { type CurrentOwner, currentOwner } from '../current-owner'
import { follow } from '../follow'
import type { Family } from '../handles/family'
import { definerOf } from '../handles/prototypes'
import { captureTrace, type Trace } from '../trace'
import { abandon } from './pg-client'
import { activityOf, isBusy, type PendingItem, type PgClient, type PgPool } from './pg-types'

/** Who asked a pool for a client, and where. */
interface Request {
  readonly owner: CurrentOwner
  readonly trace: Trace
}

/** A client that is out of its pool, from `pool.connect()` to `client.release()`. */
class Checkout {
  constructor(
    readonly pool: PgPool,
    readonly client: PgClient,
  ) {}

  get isOut(): boolean {
    return (
      latest.get(this.client) === this &&
      this.pool._clients.includes(this.client) &&
      !this.pool._idle.some(({ client }) => client === this.client)
    )
  }

  /** The client is back, and the next borrower will find this checkout's transaction open. */
  get leftTransaction(): boolean {
    const { client } = this
    return latest.get(client) === this && client._ended !== true && isOpenTransaction(client._txStatus)
  }
}

/** The newest checkout of each client; holds it for as long as the client lives. */
const latest = new WeakMap<PgClient, Checkout>()

const requests = new WeakMap<PendingItem, Request>()

type Method<Args extends unknown[]> = (this: PgPool, ...args: Args) => unknown

interface PoolPrototype {
  connect: Method<unknown[]>
  newClient: Method<[PendingItem]>
  _acquireClient: Method<[PgClient, PendingItem, ...unknown[]]>
}

const observed = new WeakSet()

/**
 * Follows clients from checkout to release. The request is remembered under pg-pool's own pending item: a
 * full pool serves it later, out of somebody else's release.
 */
export function observeCheckouts(prototype: object): void {
  // The class that pg-pool defines; `pg` and users extend it.
  const pool = definerOf(prototype, '_acquireClient') as PoolPrototype | undefined
  if (pool === undefined || observed.has(pool)) return
  observed.add(pool)
  const { connect, newClient, _acquireClient } = pool
  let current: Request | undefined

  pool.connect = function observedConnect(this: PgPool, ...args) {
    const owner = currentOwner()
    if (owner === undefined) return connect.apply(this, args)
    current = { owner, trace: captureTrace(observedConnect) }
    const waiting = this._pendingQueue.length
    try {
      return connect.apply(this, args)
    } finally {
      const queued = this._pendingQueue.length > waiting ? this._pendingQueue.at(-1) : undefined
      if (queued !== undefined) requests.set(queued, current)
      current = undefined
    }
  }
  pool.newClient = function observedNewClient(this: PgPool, item) {
    if (current !== undefined) requests.set(item, current)
    return newClient.call(this, item)
  }
  pool._acquireClient = function observedAcquire(this: PgPool, client, item, ...rest) {
    const request = requests.get(item)
    if (request !== undefined) {
      const checkout = new Checkout(this, client)
      latest.set(client, checkout)
      follow(checkoutFamily, checkout, request.owner, request.trace)
    }
    return _acquireClient.call(this, client, item, ...rest)
  }
}

const checkoutFamily: Family = {
  state(target) {
    const checkout = target as Checkout
    return checkout.isOut || checkout.leftTransaction ? 'open' : 'closed'
  },
  isBusy: (target) => isBusy((target as Checkout).client),
  describe(target) {
    const { client, isOut, pool } = target as Checkout
    return {
      type: isOut ? 'pg-client' : 'pg-transaction',
      subject: target,
      within: pool,
      facts: {
        checkedOut: true,
        activity: activityOf(client),
        max: pool.options.max,
        total: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      },
    }
  },
  close(target) {
    const { client, isOut, pool } = target as Checkout
    // A pool that does not know would lend the dead client to the next test.
    if (!isOut) pool._remove?.(client)
    abandon(client)
    if (isOut) client.release?.(new Error('released by jest-leakguard'))
    return client._txStatus === 'I' ? 'disconnected' : 'rolled back and disconnected'
  },
}

function isOpenTransaction(status: string | null | undefined): boolean {
  return status === 'T' || status === 'E'
}
