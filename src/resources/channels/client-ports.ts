/** Ends of connections that this process has opened are kept at most so many, for those that accept them. */
const most = 4096

interface Client {
  readonly handle: WeakRef<object>
  /** Undefined as long as it has none, as far as anybody knows. */
  port: number | undefined
}

/** The native TCP handles that may turn out to be the other end of an accepted connection. */
export class ClientPorts {
  // No map by port: entries pass through it too fast, see `ByAsyncId`.
  readonly #clients: Client[] = []

  add(handle: object): void {
    this.#clients.push({ handle: new WeakRef(handle), port: undefined })
    if (this.#clients.length > most) this.#clients.splice(0, most / 2)
  }

  /**
   * Takes out the one that has this port. `portOf` asks the system; of those that have no port yet only the ones for
   * which `mayConnect` is true are kept.
   */
  take(
    port: number,
    portOf: (handle: object) => number | undefined,
    mayConnect: (handle: object) => boolean,
  ): object | undefined {
    const clients = this.#clients
    let found: object | undefined
    let kept = 0
    for (const client of clients) {
      const handle = client.port === undefined ? client.handle.deref() : undefined
      if (handle !== undefined) client.port = portOf(handle)
      if (client.port === port) found = client.handle.deref()
      else if (client.port !== undefined || (handle !== undefined && mayConnect(handle)))
        clients[kept++] = client
    }
    clients.length = kept
    return found
  }
}
