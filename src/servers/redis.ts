import { projectRequire } from '../loading/project-require'

import { explainFailure, passwordOf } from './explain'
import { type Monitor, monitorTag, type ServerKind, type Session } from './monitor'
import { timeLimit, within } from './within'

/** Sends one command; `ref` says whether the process has to wait for the connection. */
interface Client {
  send(...command: string[]): Promise<unknown>
  ref(wanted: boolean): void
}

interface IoRedis {
  readonly stream?: { ref(): void; unref(): void }
  connect(): Promise<void>
  call(...command: string[]): Promise<unknown>
  on(event: 'error', listener: () => void): unknown
}

interface NodeRedis {
  connect(): Promise<unknown>
  sendCommand(command: readonly string[]): Promise<unknown>
  on(event: 'error', listener: () => void): unknown
  ref(): void
  unref(): void
}

type Require = (name: string) => unknown

/** Counts with the project's own `ioredis` or `redis`, loaded outside the sandbox. */
export function redisServer(rootDir: string, connectionString = 'redis://127.0.0.1:6379'): ServerKind {
  return {
    name: 'Redis',
    async connect() {
      const load = projectRequire(rootDir)
      const client = await within(openWith(load, connectionString))
      const info = String(await ask(client, 'INFO', 'clients'))
      const limit = Number(/^maxclients:(\d+)/m.exec(info)?.[1] ?? 10_000)
      return monitorOf(client, Number(new URL(connectionString).port || 6379), limit)
    },
    explain: (error) => explainFailure(error, '`ioredis` (or `redis`)', passwordOf(connectionString)),
  }
}

async function openWith(load: Require, url: string): Promise<Client> {
  const ioredis = optional(load, 'ioredis') as
    { readonly Redis: new (url: string, options: object) => IoRedis } | undefined
  if (ioredis !== undefined) return openIoRedis(new ioredis.Redis(url, ioRedisOptions))
  const { createClient } = load('redis') as { readonly createClient: (options: object) => NodeRedis }
  const client = createClient({
    url,
    name: monitorTag,
    socket: { connectTimeout: timeLimit, reconnectStrategy: false },
  })
  client.on('error', () => undefined)
  await client.connect()
  return {
    send: (...command) => client.sendCommand(command),
    ref: (wanted) => {
      client[wanted ? 'ref' : 'unref']()
    },
  }
}

const ioRedisOptions = {
  connectionName: monitorTag,
  connectTimeout: timeLimit,
  lazyConnect: true,
  maxRetriesPerRequest: 0,
  retryStrategy: () => null,
}

async function openIoRedis(client: IoRedis): Promise<Client> {
  let lastError: unknown
  client.on('error', (...[error]: unknown[]) => {
    lastError = error
  })
  // It says only that the connection is closed; the reason was an event.
  await client.connect().catch((error: unknown) => {
    throw lastError ?? error
  })
  return {
    send: (...command) => client.call(...command),
    ref: (wanted) => client.stream?.[wanted ? 'ref' : 'unref'](),
  }
}

function optional(load: Require, name: string): unknown {
  try {
    return load(name)
  } catch {
    return undefined
  }
}

/** Between two commands nothing waits for the connection; during one, the process must not end. */
async function ask(client: Client, ...command: string[]): Promise<unknown> {
  client.ref(true)
  try {
    return await within(client.send(...command))
  } finally {
    client.ref(false)
  }
}

function monitorOf(client: Client, port: number, limit: number): Monitor {
  return {
    port,
    limit,
    async sessions() {
      const own = String(await ask(client, 'CLIENT', 'ID'))
      const list = String(await ask(client, 'CLIENT', 'LIST'))
      return list
        .split('\n')
        .filter((line) => line !== '')
        .map(toSession)
        .filter(({ id }) => id !== own)
    },
  }
}

/** `id=3 addr=127.0.0.1:50024 laddr=127.0.0.1:6379 fd=8 name=worker ... multi=-1 ...` */
function toSession(line: string): Session {
  const field = (name: string): string => new RegExp(`(?:^| )${name}=(\\S*)`).exec(line)?.[1] ?? ''
  const port = /:(\d+)$/.exec(field('addr'))?.[1]
  return {
    id: field('id'),
    port: port === undefined || port === '0' ? undefined : Number(port),
    tag: field('name'),
    // A MULTI that waits for its EXEC.
    idleInTransaction: Number(field('multi')) >= 0,
  }
}
