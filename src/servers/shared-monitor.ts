import { detached } from '../ownership/context'
import { type Monitor, monitorTag, type ServerKind, type Session } from './monitor'
import { workerTag } from './session-tag'

/** What the server says at one moment. */
export interface Look {
  /** Connections of all clients but those that count. */
  readonly all: number
  /** Those of this worker. */
  readonly worker: readonly Session[]
  /** Connections that are left to others. */
  readonly headroom: number
}

/** The worker's one connection to a server; it lasts from test file to test file. */
export class SharedMonitor {
  /** Sessions of this worker that bear somebody else's name, known by their port once. */
  #known = new Set<string>()
  /** Drivers answer one question after the other. */
  #last: Promise<unknown> = Promise.resolve()
  readonly #monitor: Monitor

  constructor(monitor: Monitor) {
    this.#monitor = monitor
  }

  get port(): number {
    return this.#monitor.port
  }

  get limit(): number {
    return this.#monitor.limit
  }

  /** Looks once; `ports` are those of the worker's own sockets. @throws when the server does not answer */
  look(ports: ReadonlySet<number | undefined>): Promise<Look> {
    const sessions = this.#last.then(() => detached(() => this.#monitor.sessions()))
    this.#last = sessions.catch(() => undefined)
    return sessions.then((found) => this.#sort(found, ports))
  }

  #sort(found: readonly Session[], ports: ReadonlySet<number | undefined>): Look {
    const own = workerTag()
    const worker = found.filter(
      ({ id, port, tag }) =>
        tag.startsWith(own) || this.#known.has(id) || (port !== undefined && ports.has(port)),
    )
    this.#known = new Set(worker.map(({ id }) => id))
    const all = found.filter(({ tag }) => tag !== monitorTag).length
    return { all, worker, headroom: this.limit - all }
  }
}

/** A server, or why it cannot be asked. */
export type Reached = SharedMonitor | { readonly problem: string }

const reached = new Map<string, Promise<Reached>>()

/** Connects once per worker; a server that cannot be reached is not tried again. */
export function reach(key: string, server: ServerKind): Promise<Reached> {
  const known = reached.get(key) ?? detached(() => connect(server))
  reached.set(key, known)
  return known
}

async function connect(server: ServerKind): Promise<Reached> {
  try {
    return new SharedMonitor(await server.connect())
  } catch (error) {
    return { problem: server.explain(error) }
  }
}
