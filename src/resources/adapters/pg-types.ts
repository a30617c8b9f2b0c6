import type { EventEmitter } from 'node:events'

/** A query that was handed to a client, of pg or of a package such as pg-cursor. */
export interface PgQuery {
  readonly text?: unknown
  readonly values?: unknown
  readonly submit?: unknown
  readonly _result?: { readonly rows?: readonly object[] }
  handleError?(error: Error, connection: unknown): void
}

/** The parts of `pg.Client` that are read, of 8.11 and later. */
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
  readonly processID?: number | null
  readonly secretKey?: number | null
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly database?: string
  release?: (error?: Error) => void
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
  return client._connecting === true || activeQueryOf(client) !== undefined
}

export function activeQueryOf(client: PgClient): PgQuery | undefined {
  // Where `activeQuery` is an accessor it only warns of its own deprecation.
  const query: unknown = client._activeQuery ?? Object.getOwnPropertyDescriptor(client, 'activeQuery')?.value
  return (query as PgQuery | null | undefined) ?? undefined
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
