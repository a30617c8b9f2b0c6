import type { Frame } from '../../verdict/leak'
import type { EmitterFamily } from '../handles/family'

/** Where a client is connected to, of either library. */
interface Endpoint {
  readonly host?: string
  readonly port?: number
}

interface IoRedis extends NodeJS.EventEmitter {
  readonly status?: string
  readonly reconnectTimeout?: unknown
  readonly stream?: { readonly destroyed?: boolean; readonly bytesRead?: number }
  /** After `quit()` or `disconnect()`, until the socket is closed. */
  readonly manuallyClosing?: boolean
  readonly commandQueue?: { readonly length: number }
  readonly options?: Endpoint & { readonly db?: number }
  disconnect(): void
}

/** States in which ioredis holds, or is about to hold, a connection. */
const connected = new Set(['connecting', 'connect', 'ready', 'monitoring'])

/** ioredis. After `disconnect()` while reconnecting its status stays `reconnecting` for ever: ask for the timer. */
export const ioRedisFamily: EmitterFamily = {
  reuse: {
    type: 'redis-client',
    severalAtOnce: true,
    endpointOf(target) {
      const { options, stream } = target as IoRedis
      return (stream?.bytesRead ?? 0) > 0 ? `${endpointOf(options)}/${String(options?.db)}` : undefined
    },
  },
  state(target) {
    const redis = target as IoRedis
    const streaming = redis.stream !== undefined && redis.stream.destroyed === false
    const retrying = redis.reconnectTimeout != null
    if (redis.status === 'disconnecting') return streaming ? 'closing' : 'idle'
    if (!retrying && !streaming && !connected.has(redis.status ?? '')) return 'idle'
    // Its status stays what it was until the socket has told that it is closed.
    return redis.manuallyClosing === true ? 'closing' : 'open'
  },
  isUnderWay: (target) => ((target as IoRedis).commandQueue?.length ?? 0) > 0,
  describe(target) {
    const { options, reconnectTimeout, status, stream } = target as IoRedis
    const parts = [stream, reconnectTimeout].filter((part) => typeof part === 'object' && part !== null)
    return {
      type: 'redis-client',
      subject: target,
      parts: parts,
      facts: {
        server: endpointOf(options),
        status: reconnectTimeout == null ? status : 'reconnecting',
        library: 'ioredis',
      },
    }
  },
  close(target) {
    const redis = target as IoRedis
    redis.on('error', () => undefined)
    redis.disconnect()
    return 'disconnected'
  },
}

interface NodeRedis extends NodeJS.EventEmitter {
  /** How often it has connected. */
  readonly socketEpoch?: number
  readonly isOpen?: boolean
  readonly isReady?: boolean
  readonly options?: { readonly socket?: Endpoint; readonly database?: number }
  destroy?(): void
}

/** A frame of the pool, in its sources or compiled. */
const ofPool = /[\\/]client[\\/]pool\.[jt]s:/

/** Not one that a task of the project opens while it has a client of a pool. */
function isOpenedByPool(frames: readonly Frame[]): boolean {
  const first = frames.find(({ kind, text }) => kind === 'project' || ofPool.test(text))
  return first !== undefined && first.kind !== 'project'
}

interface NodeRedisPool {
  readonly totalClients: number
  readonly clientsInUse: number
}

function isPool(target: object): target is NodeRedisPool {
  return 'totalClients' in target
}

function sizeOf({ clientsInUse, totalClients }: NodeRedisPool): string {
  return `a pool: ${String(clientsInUse)} in use of ${String(totalClients)}`
}

/** redis (`@redis/client`) 5 and 6, its clients and its pools. */
export const nodeRedisFamily: EmitterFamily = {
  reuse: {
    type: 'redis-client',
    severalAtOnce: true,
    endpointOf(target) {
      const { options, socketEpoch = 0 } = target as NodeRedis
      return socketEpoch > 0 ? `${endpointOf(options?.socket)}/${String(options?.database)}` : undefined
    },
  },
  state: (target) => ((target as NodeRedis).isOpen === true ? 'open' : 'idle'),
  describe(target, frames) {
    const { isReady, options } = target as NodeRedis
    return {
      type: 'redis-client',
      subject: target,
      // Whoever needs a client makes the pool open one, which goes when the pool is closed.
      consequence: !isPool(target) && isOpenedByPool(frames),
      facts: {
        // A pool keeps to itself where it connects to.
        server: isPool(target) ? undefined : endpointOf(options?.socket),
        status: isPool(target) ? sizeOf(target) : isReady === true ? 'ready' : 'reconnecting',
        library: 'redis',
      },
    }
  },
  close(target) {
    const client = target as NodeRedis
    client.on('error', () => undefined)
    client.destroy?.()
    return 'destroyed'
  },
}

function endpointOf(endpoint: Endpoint | undefined): string {
  return `${endpoint?.host ?? 'localhost'}:${String(endpoint?.port ?? 6379)}`
}
