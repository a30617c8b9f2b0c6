import { statementShape } from '../../statement-shape'
import { activeQueryOf, hasEnded, type PgClient, type PgQuery } from './types'

/** What a session of the server keeps from one statement to the next, and the statement that began it. */
export interface Held {
  readonly client: PgClient
  readonly query: PgQuery
  /** A transaction whose end was asked for; a lock or a channel that was given back. */
  over: boolean
}

export interface HeldLock extends Held {
  readonly key: string
  readonly tries: boolean
  /** The statement that gives it back, where it can be told. */
  readonly unlock: string | undefined
  readonly text: string
}

export interface HeldChannel extends Held {
  readonly channel: string
  /** Rolled back with it. */
  readonly transaction: Held | undefined
}

/** One connection's session, as far as its statements tell. */
export interface Session {
  /** The text of the newest statement. */
  last: string | undefined
  transaction: Held | undefined
  locks: HeldLock[]
  channels: HeldChannel[]
  /** The server's word on the transaction, for versions of pg that do not keep it, and its last for libpq. */
  status: string | undefined
}

const sessions = new WeakMap<PgClient, Session>()

export function sessionOf(client: PgClient): Session {
  const known = sessions.get(client)
  if (known !== undefined) return known
  const session: Session = {
    last: undefined,
    transaction: undefined,
    locks: [],
    channels: [],
    status: undefined,
  }
  sessions.set(client, session)
  return session
}

/** `I` idle, `T` in a transaction, `E` in a failed one. */
export function statusOf(client: PgClient): string | undefined {
  const { native } = client
  if (native === undefined) return client._txStatus ?? sessions.get(client)?.status
  const session = sessionOf(client)
  // While a query is running libpq does not say.
  if (client._connected === true) session.status = native.getTransactionStatus?.() ?? session.status
  return session.status
}

export function inTransaction(client: PgClient): boolean {
  const status = statusOf(client)
  return !hasEnded(client) && (status === 'T' || status === 'E')
}

/** Queries that ended in an error. */
const failed = new WeakSet<PgQuery>()

/** Notes when this query fails: what it asked for is not there then. */
export function watchFailure(query: PgQuery): void {
  const handleError: unknown = Reflect.get(query, 'handleError')
  if (typeof handleError !== 'function') return
  query.handleError = function observedError(this: PgQuery, ...args) {
    failed.add(query)
    Reflect.apply(handleError, this, args)
  }
}

function hasFailed(query: PgQuery): boolean {
  return failed.has(query)
}

const activities: Readonly<Record<string, string>> = {
  T: 'idle in transaction',
  E: 'idle in a failed transaction',
}

/** What the client is in the middle of, as the server would say it, and what it still holds. */
export function activityOf(client: PgClient): string | undefined {
  const session = sessionOf(client)
  const locks = session.locks.filter(isHeld).length
  const channels = session.channels.filter(isHeld).map(({ channel }) => channel)
  const parts = [
    mainActivity(client, session),
    locks === 0 ? undefined : `${String(locks)} advisory ${locks === 1 ? 'lock' : 'locks'} held`,
    channels.length === 0 ? undefined : `listening on ${channels.join(', ')}`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join('; ')
}

function mainActivity(client: PgClient, { last }: Session): string | undefined {
  const active = activeQueryOf(client)
  if (active !== undefined) {
    const text = typeof active.text === 'string' ? active.text : last
    return `a query is running${text === undefined ? '' : `: ${statementShape(text)}`}`
  }
  const activity = activities[statusOf(client) ?? '']
  if (activity === undefined) return undefined
  return `${activity}${last === undefined ? '' : `, last statement ${statementShape(last)}`}`
}

/** Locks and channels: taken, and not given back. */
export function isHeld(held: HeldLock | HeldChannel): boolean {
  const { client, query } = held
  if (held.over || hasEnded(client) || hasFailed(query)) return false
  return !('tries' in held) || !held.tries || wasGranted(query)
}

/** Keeps the result of a query of `pg.native`, which only its callback gets. */
export function watchResult(client: PgClient, query: PgQuery): void {
  if (client.native === undefined) return
  query.once?.('end', (result) => {
    query._result = result
  })
}

/** `pg_try_advisory_lock()` answers with a boolean. */
function wasGranted({ _result }: PgQuery): boolean {
  const rows = _result?.rows ?? []
  return rows.some((row) => Object.values(row).some((value) => value === true || value === 't'))
}
