import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import type { AddressInfo, Server, Socket } from 'node:net'
import { serverTls } from './tls-options'

type Handler = (request: { url?: string | undefined }, response: Response) => void
interface Response {
  on(event: 'error', listener: () => void): unknown
  end(body: string | Buffer): unknown
  write(part: string): unknown
}

/** Servers outside the fixtures, so that they neither leak nor close the connections of those that do. */
export interface HttpServers {
  /** Environment variables for fixtures: `HTTP`, `HTTPS`, `HTTP2` and `HTTP2S`, each a port of 127.0.0.1. */
  readonly ports: Readonly<Record<string, string>>
  close(): void
}

/** Idle sockets of agents outlast the slowest run, in milliseconds. */
const keepAliveTimeout = 120_000

export async function startHttpServers(): Promise<HttpServers> {
  const servers: Readonly<Record<string, Server>> = {
    HTTP: http.createServer({ keepAliveTimeout }, answer),
    HTTPS: https.createServer({ ...serverTls, keepAliveTimeout }, answer),
    HTTP2: http2.createServer(answer),
    HTTP2S: http2.createSecureServer(serverTls, answer),
  }
  // Those of `/silent` wait for an answer long after their fixture has ended.
  const sockets = new Set<Socket>()
  for (const server of Object.values(servers)) server.on('connection', (socket) => sockets.add(socket))
  const ports = await Promise.all(
    Object.entries(servers).map(async ([name, server]) => {
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return [name, String((server.address() as AddressInfo).port)] as const
    }),
  )
  return {
    ports: Object.fromEntries(ports),
    close() {
      for (const server of Object.values(servers)) server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** `/large` answers with more than any buffer takes, `/endless` begins and never ends, `/silent` never answers. */
const answer: Handler = ({ url = '/' }, response) => {
  response.on('error', () => undefined)
  if (url.startsWith('/silent')) return
  if (url.startsWith('/endless')) return void response.write('begins')
  response.end(url.startsWith('/large') ? Buffer.alloc(4_000_000) : 'ok')
}
