import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What RFC 6455 wants to be answered. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')

/** Answers to `Upgrade`, also to the unknown protocol of whoever sends no key; the first that a WebSocket says is its farewell. */
export function acceptUpgrade({ headers }: IncomingMessage, socket: Socket): void {
  const key = headers['sec-websocket-key']
  const protocol =
    key === undefined ? 'Upgrade: echo' : `Upgrade: websocket\r\nSec-WebSocket-Accept: ${acceptOf(key)}`
  socket.on('error', () => undefined)
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n${protocol}\r\n\r\n`)
  if (key !== undefined) socket.once('data', () => socket.end(Buffer.from([0x88, 0])))
  socket.resume()
}

export interface WebSocketServer {
  readonly port: number
  close(): Promise<void>
}

export async function startWebSocketServer(): Promise<WebSocketServer> {
  const sockets = new Set<Socket>()
  const server = http.createServer().on('upgrade', acceptUpgrade)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
