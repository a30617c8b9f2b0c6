import type { EventEmitter } from 'node:events'

/** A query that was handed to a client, of pg or of a package such as pg-cursor. */
export interface PgQuery {
  /** Of `pg.native`: `running`, `end` or `error`. */
  readonly state?: unknown
  readonly text?: unknown
  readonly values?: unknown
  readonly submit?: unknown
  _result?: { readonly rows?: readonly object[] } | undefined
  handleError?(error: Error, connection: unknown): void
  once?(event: 'end', listener: (result: PgQuery['_result']) => void): unknown
}

/** The parts of pg-native's client that are read, of version 3; it talks to the server through libpq. */
export interface NativeClient {
  /** True from its `connect()` to its end. */
  readonly pq?: { readonly connected?: boolean }
  /** Null while a query is running. Not in older versions. */
  getTransactionStatus?(): string | null
  cancel(callback: () => void): void
}

/** The parts of `pg.Client` and `pg.native.Client` that are read, of 8.11 and later. */
export interface PgClient extends EventEmitter {
  readonly _connecting?: boolean
  readonly _connected?: boolean
  _ending?: boolean
  readonly _ended?: boolean
  readonly _queryable?: boolean
  /** `I` idle, `T` in a transaction, `E` in a failed one; null before the first answer. Not in older versions. */
  readonly _txStatus?: string | null
  readonly _activeQuery?: PgQuery | null
  readonly _queryQueue?: PgQuery[]
  /** With `pipeline: true`: sent, and not the active one yet. */
  readonly _sentQueryQueue?: PgQuery[]
  readonly connection?: { readonly stream?: { destroy(): void } }
  /** Of `pg.native`: the client of pg-native, which has the connection. */
  readonly native?: NativeClient
  readonly processID?: number | null
  readonly secretKey?: number | null
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly database?: string
  release?: (error?: Error) => void
  end?(callback: () => void): unknown
}

/** A checkout that waits for its client. */
export interface PendingItem {
  callback(error: Error): void
}

/** The parts of `pg.Pool` that are read, of pg-pool 3. */
export interface PgPool extends EventEmitter {
  readonly options: { readonly max?: number }
  readonly _clients: readonly PgClient[]
  readonly _idle: readonly { readonly client: PgClient; readonly timeoutId?: object }[]
  readonly _pendingQueue: PendingItem[]
  readonly ending: boolean
  readonly ended: boolean
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
  end(): Promise<void>
  _remove?(client: PgClient): void
}

/** It is connecting, or a query is waiting for its answer. */
export function isBusy(client: PgClient): boolean {
  return isConnecting(client) || activeQueryOf(client) !== undefined
}

/** `pg.native` never takes the first sign back. */
export function isConnecting(client: PgClient): boolean {
  return client._connecting === true && client._connected !== true && !hasEnded(client)
}

/** Its connection is over, or could not be made. */
export function hasEnded({ _connected, _ended, _ending, native }: PgClient): boolean {
  if (native === undefined) return _ended === true
  return native.pq?.connected === false || (_ending === true && _connected !== true)
}

export function activeQueryOf(client: PgClient): PgQuery | undefined {
  // Where `activeQuery` is an accessor it only warns of its own deprecation.
  const query: unknown = client._activeQuery ?? Object.getOwnPropertyDescriptor(client, 'activeQuery')?.value
  const active = (query as PgQuery | null | undefined) ?? undefined
  // `pg.native` keeps the last one.
  const isOver = client.native !== undefined && (active?.state === 'end' || active?.state === 'error')
  return isOver ? undefined : active
}

/** The queries that wait for their turn. */
export function queueOf(client: PgClient): PgQuery[] {
  const queue: unknown = client._queryQueue ?? Object.getOwnPropertyDescriptor(client, 'queryQueue')?.value
  return Array.isArray(queue) ? (queue as PgQuery[]) : []
}

/** Sent, or waiting for its turn. */
export function isPending(client: PgClient, query: PgQuery): boolean {
  return (
    activeQueryOf(client) === query ||
    queueOf(client).includes(query) ||
    client._sentQueryQueue?.includes(query) === true
  )
}

/** `user@host:port/database`: what may be shown of a connection. */
export function endpointOf({ user, host, port, database }: PgClient): string {
  return `${user ?? ''}@${host ?? ''}:${String(port ?? '')}/${database ?? ''}`
}
