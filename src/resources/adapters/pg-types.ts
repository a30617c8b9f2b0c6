import type { EventEmitter } from 'node:events'

/** The parts of `pg.Client` that are read, of 8.11 and later. */
export interface PgClient extends EventEmitter {
  readonly _connecting?: boolean
  readonly _connected?: boolean
  _ending?: boolean
  readonly _ended?: boolean
  /** `I` idle, `T` in a transaction, `E` in a failed one; null before the first answer. */
  readonly _txStatus?: string | null
  readonly _activeQuery?: unknown
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
  return client._connecting === true || hasQuery(client)
}

function hasQuery(client: PgClient): boolean {
  // Where `activeQuery` is an accessor it only warns of its own deprecation.
  const query: unknown = client._activeQuery ?? Object.getOwnPropertyDescriptor(client, 'activeQuery')?.value
  return query != null
}

/** `user@host:port/database`: what may be shown of a connection. */
export function endpointOf({ user, host, port, database }: PgClient): string {
  return `${user ?? ''}@${host ?? ''}:${String(port ?? '')}/${database ?? ''}`
}

const transactionStates: Readonly<Record<string, string>> = {
  T: 'idle in transaction',
  E: 'idle in a failed transaction',
}

/** What the client is in the middle of, as the server would say it. */
export function activityOf(client: PgClient): string | undefined {
  return hasQuery(client) ? 'a query is running' : transactionStates[client._txStatus ?? '']
}
