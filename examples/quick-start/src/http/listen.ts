import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'

export interface RunningServer {
  url: string
  close(): Promise<void>
}

/** Starts listening on localhost; port 0 takes any free one. Rejects when the port is taken. */
export async function listen(server: Server, port = 0): Promise<RunningServer> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${actualPort}`,
    close: promisify(server.close.bind(server)),
  }
}
