import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'

/** Stands between a client and its server, and resets a connection on which a client has said one of some words. */
export interface BreakingProxy {
  readonly port: number
  /** How many connections it has reset. */
  readonly broken: () => number
  close(): Promise<void>
}

export async function startBreakingProxy(
  to: { readonly host: string; readonly port: number },
  words: readonly (string | Buffer)[],
): Promise<BreakingProxy> {
  const sockets = new Set<Socket>()
  let broken = 0
  const server = net.createServer((client) => {
    const upstream = net.connect(to)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    upstream.pipe(client)
    client.on('data', (said) => {
      if (words.some((word) => said.includes(word))) {
        broken++
        upstream.destroy()
        // One that is being shut down cannot be reset, and would never close after that (uv_tcp_close_reset).
        if (client.writableEnded) client.destroy()
        else client.resetAndDestroy()
      } else {
        upstream.write(said)
      }
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    broken: () => broken,
    async close() {
      const closed = [...sockets].map((socket) => once(socket, 'close'))
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
      await new Promise((done) => server.close(done))
    },
  }
}
