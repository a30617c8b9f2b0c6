import type { CurrentOwner } from '../../ledger/current-owner'
import type { Description, Family } from '../../handles/family'
import { statementShape } from '../../statement-shape'
import type { Trace } from '../../trace/trace'
import { abandon } from './cancel'
import { activityOf, inTransaction, sessionOf } from './session'
import { isBusy, type PgClient, type PgPool } from './types'

/** Who asked a pool for a client, and where. */
export interface Request {
  readonly owner: CurrentOwner
  readonly trace: Trace
  /** Asked by `pool.query()`: its caller never sees the client. The text of the query, where it has one. */
  readonly query: { readonly text: string | undefined } | undefined
}

/** A client that is out of its pool, from `pool.connect()` to `client.release()`. */
export class Checkout {
  constructor(
    readonly pool: PgPool,
    readonly client: PgClient,
    readonly request: Request,
  ) {
    latest.set(client, this)
  }

  get isOut(): boolean {
    return (
      latest.get(this.client) === this &&
      isPooled(this) &&
      !this.pool._idle.some(({ client }) => client === this.client)
    )
  }

  /** The client is back, and the next borrower will find a transaction open that nobody was seen to begin. */
  get leftTransaction(): boolean {
    const { client } = this
    return latest.get(client) === this && inTransaction(client) && sessionOf(client).transaction === undefined
  }
}

/** The newest checkout of each client; holds it for as long as the client lives. */
const latest = new WeakMap<PgClient, Checkout>()

/** Who called the `pool.query()` that has this client right now. */
export function requestOf(client: PgClient): Request | undefined {
  const checkout = latest.get(client)
  return checkout?.request.query !== undefined && checkout.isOut ? checkout.request : undefined
}

/** Has the pool forget a client that was abandoned. `pool.query()` does so itself, and throws when it is too late. */
export function takeBack(client: PgClient): void {
  if (requestOf(client) === undefined) client.release?.(new Error('released by jest-leakguard'))
}

/** The object that has to be given back before a client's session can be left alone. */
export function lenderOf(client: PgClient): object {
  const checkout = latest.get(client)
  if (checkout === undefined || !isPooled(checkout)) return client
  return checkout.isOut ? checkout : checkout.pool
}

function isPooled({ client, pool }: Checkout): boolean {
  return pool._clients.includes(client)
}

/** Whoever waits for a client of a pool that is closed gets an answer; `pool.end()` forgets them. */
export function answerWaiting(pool: PgPool): void {
  for (const item of pool._pendingQueue.splice(0))
    item.callback(new Error('The pool was closed by jest-leakguard'))
}

export const checkoutFamily: Family = {
  state(target) {
    const checkout = target as Checkout
    return checkout.isOut || checkout.leftTransaction ? 'open' : 'closed'
  },
  isUnderWay: (target) => isBusy((target as Checkout).client),
  isOfSession: (target) => !(target as Checkout).isOut,
  describe(target): Description {
    const { client, isOut, pool, request } = target as Checkout
    const base = { subject: target, within: pool }
    if (!isOut)
      return { type: 'pg-transaction', ...base, facts: { checkedOut: true, activity: activityOf(client) } }
    if (request.query !== undefined) {
      const { text } = request.query
      return {
        type: 'pg-query',
        ...base,
        facts: { statement: text === undefined ? text : statementShape(text) },
      }
    }
    const { idleCount: idle, options, totalCount: total, waitingCount: waiting } = pool
    const counts = { max: options.max, total, idle, waiting }
    return {
      type: 'pg-client',
      ...base,
      facts: { checkedOut: true, activity: activityOf(client), ...counts },
    }
  },
  close(target) {
    const { client, isOut, pool, request } = target as Checkout
    // A pool that does not know would lend the dead client to the next test.
    if (!isOut) pool._remove?.(client)
    const isIdle = !inTransaction(client)
    abandon(client)
    if (isOut) takeBack(client)
    if (pool.ending) answerWaiting(pool)
    if (request.query !== undefined && isOut) return 'cancelled and disconnected'
    return isIdle ? 'disconnected' : 'rolled back and disconnected'
  },
}
