import type { EmitterFamily } from '../handles/family'

interface Queue {
  readonly length: number
}

interface Endpoint {
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly database?: string
}

/** A connection of mysql2's callback interface; the promise interface wraps it. */
interface Connection extends NodeJS.EventEmitter {
  readonly stream?: { readonly destroyed?: boolean }
  readonly _closing?: boolean
  /** The one that waits for its answer. */
  readonly _command?: object | null
  readonly config?: Endpoint
  destroy(): void
}

interface Pool extends NodeJS.EventEmitter {
  readonly _closed?: boolean
  readonly _allConnections?: Queue & { toArray?(): Connection[] }
  readonly _freeConnections?: Queue
  readonly _connectionQueue?: Queue
  readonly config?: { readonly connectionLimit?: number; readonly connectionConfig?: Endpoint }
  end(callback: () => void): void
}

/** Pools of mysql2. */
export const mysqlPoolFamily: EmitterFamily = {
  reuse: {
    type: 'mysql-pool',
    endpointOf(target) {
      const { config, _allConnections, _closed } = target as Pool
      return _closed === true || (_allConnections?.length ?? 0) > 0
        ? endpointOf(config?.connectionConfig)
        : undefined
    },
  },
  state(target) {
    const pool = target as Pool
    const connections = pool._allConnections?.length
    // The promise interface has the same methods and none of the state: the pool below it is followed.
    if (connections === undefined || pool._closed === true) return 'idle'
    return connections > 0 ? 'open' : 'idle'
  },
  isUnderWay: (target) => (target as Pool)._allConnections?.toArray?.().some(isBusy) === true,
  describe(target) {
    const pool = target as Pool
    const total = pool._allConnections?.length ?? 0
    const idle = pool._freeConnections?.length ?? 0
    return {
      type: 'mysql-pool',
      subject: pool,
      parts: pool._allConnections?.toArray?.() ?? [],
      facts: {
        max: pool.config?.connectionLimit,
        total,
        idle,
        waiting: pool._connectionQueue?.length,
        checkedOut: total - idle,
      },
    }
  },
  close(target) {
    const pool = target as Pool
    pool.on('error', () => undefined)
    pool.end(() => undefined)
    return 'ended'
  },
}

function isBusy({ _command }: Connection): boolean {
  return _command != null
}

/** Connections of mysql2. */
export const mysqlConnectionFamily: EmitterFamily = {
  state(target) {
    const connection = target as Connection
    if (connection.stream === undefined) return 'idle'
    if (connection.stream.destroyed === true) return 'closed'
    return connection._closing === true ? 'closing' : 'open'
  },
  isUnderWay: (target) => isBusy(target as Connection),
  describe(target) {
    const { config, stream } = target as Connection
    return {
      type: 'mysql-connection',
      subject: target,
      parts: stream === undefined ? [] : [stream],
      facts: { server: endpointOf(config) },
    }
  },
  close(target) {
    const connection = target as Connection
    connection.on('error', () => undefined)
    connection.destroy()
    return 'destroyed'
  },
}

function endpointOf({ user, host, port, database }: Endpoint = {}): string {
  return `${user ?? ''}@${host ?? ''}:${String(port ?? '')}/${database ?? ''}`
}
