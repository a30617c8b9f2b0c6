import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import tls from 'node:tls'

import { serverTls } from '../__tests__/e2e/support/servers/tls-options'
import { acceptUpgrade } from '../__tests__/e2e/support/servers/web-socket-server'

/** What generated tests connect to. */
export interface Servers {
  /** What the kit reads from `PROOF_PORTS`. */
  readonly ports: Readonly<Record<'tcp' | 'tls' | 'http' | 'https' | 'http2', number> & { unix: string }>
  close(): Promise<void>
}

const upgradeRequest = 'GET / HTTP/1.1\r\nHost: proof\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n'

/** Servers that answer, and keep every connection for as long as its client does. */
export async function startServers(): Promise<Servers> {
  const directory = await mkdtemp(path.join(tmpdir(), 'proof-'))
  const unix = path.join(directory, 'server.sock')
  const answer = (
    request: { url?: string | undefined },
    response: { end(body: string | Buffer): unknown },
  ): void => {
    const [, , how, port] = request.url?.match(/^\/(connect)\/(\w+)\/(\d+)$/) ?? []
    if (port !== undefined) visit(Number(port), how === 'upgrade', () => response.end('connected'))
    // More than any buffer takes.
    else if (request.url === '/large') response.end(Buffer.alloc(4_000_000))
    else if (request.url !== '/silent') response.end('answered')
  }
  const tcp = net.createServer((socket) => socket.resume())
  const ofPaths = net.createServer((socket) => socket.resume())
  const ofHttp = http.createServer({ keepAliveTimeout: 120_000 }, answer)
  const visitors = new Set<Socket>()
  const visit = (port: number, upgrades: boolean, done: () => void): void => {
    const visitor = net.connect(port, '127.0.0.1')
    visitors.add(visitor)
    visitor.on('error', done).on('close', () => visitors.delete(visitor))
    visitor.once(upgrades ? 'data' : 'connect', done).resume()
    if (upgrades) visitor.write(upgradeRequest)
  }
  ofHttp.on('upgrade', acceptUpgrade)
  const ofTls = tls.createServer(serverTls, (socket) => socket.on('error', () => undefined).resume())
  const ofHttps = https.createServer({ ...serverTls, keepAliveTimeout: 120_000 }, answer)
  const ofHttp2 = http2.createServer(answer)
  const all: readonly Server[] = [tcp, ofPaths, ofTls, ofHttp, ofHttps, ofHttp2]
  const sockets = new Set<Socket>()
  for (const server of all) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      // Clients are killed, too.
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    })
    if (server === ofPaths) server.listen(unix)
    else server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  const portOf = (server: Server): number => (server.address() as AddressInfo).port
  return {
    ports: {
      tcp: portOf(tcp),
      tls: portOf(ofTls),
      http: portOf(ofHttp),
      https: portOf(ofHttps),
      http2: portOf(ofHttp2),
      unix,
    },
    async close() {
      for (const socket of [...sockets, ...visitors]) socket.destroy()
      await Promise.all(all.map((server) => new Promise((done) => server.close(done))))
      await rm(directory, { recursive: true, force: true })
    },
  }
}
