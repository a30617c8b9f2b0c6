import { loadDriver } from './driver'

/** Milliseconds to connect. */
const timeLimit = 5_000

export interface RedisConnection {
  send(command: readonly string[]): Promise<string>
  close(): Promise<void>
}

/** The parts of `ioredis` that are used. */
interface IoRedis {
  connect(): Promise<void>
  call(name: string, ...args: string[]): Promise<unknown>
  on(event: 'error', listener: () => void): unknown
  quit(): Promise<unknown>
  disconnect(): void
}

/** The parts of a client of `redis` that are used. */
interface NodeRedis {
  connect(): Promise<unknown>
  sendCommand(args: readonly string[]): Promise<unknown>
  on(event: 'error', listener: () => void): unknown
  quit?(): Promise<unknown>
  close?(): Promise<unknown>
}

/** Connects by whichever driver the project has; neither tries again by itself. */
export async function connectRedis(rootDir: string, url: URL, name: string): Promise<RedisConnection> {
  const { name: driverName, driver } = loadDriver(rootDir, ['ioredis', 'redis'])
  return driverName === 'ioredis'
    ? connectIoRedis(driver as { Redis: new (url: string, options: object) => IoRedis }, url, name)
    : connectNodeRedis(driver as { createClient(options: object): NodeRedis }, url, name)
}

async function connectIoRedis(
  { Redis }: { readonly Redis: new (url: string, options: object) => IoRedis },
  url: URL,
  name: string,
): Promise<RedisConnection> {
  let failure: unknown
  const client = new Redis(url.href, {
    lazyConnect: true,
    connectionName: name,
    connectTimeout: timeLimit,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => null,
  })
  // It says why; what `connect()` throws is only that the connection is closed.
  client.on('error', (...args: unknown[]) => (failure ??= args[0]))
  await client.connect().catch((error: unknown) => {
    client.disconnect()
    throw failure ?? error
  })
  return {
    send: async ([command = '', ...args]) => String(await client.call(command, ...args)),
    close: async () => {
      await client.quit()
    },
  }
}

async function connectNodeRedis(
  driver: { createClient(options: object): NodeRedis },
  url: URL,
  name: string,
): Promise<RedisConnection> {
  const socket = { connectTimeout: timeLimit, reconnectStrategy: false }
  const client = driver.createClient({ url: url.href, name, socket })
  // Told by the next command.
  client.on('error', () => undefined)
  await client.connect()
  return {
    send: async (command) => String(await client.sendCommand(command)),
    close: async () => {
      await (client.close?.() ?? client.quit?.())
    },
  }
}
