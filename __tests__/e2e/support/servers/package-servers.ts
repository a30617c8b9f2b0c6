import { once } from 'node:events'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createHttpServer } from 'node:http'

/** Servers outside the fixture for the clients of packages. */
export interface PackageServers {
  /** Environment variables for fixtures: `HTTP`, `SMTP` and `SILENT`, each a port of 127.0.0.1. */
  readonly ports: Readonly<Record<string, string>>
  close(): void
}

export async function startPackageServers(): Promise<PackageServers> {
  const sockets = new Set<Socket>()
  const servers: Readonly<Record<string, Server>> = {
    // Idle sockets of agents outlast the slowest run.
    HTTP: createHttpServer({ keepAliveTimeout: 120_000 }, (_, response) => response.end('ok')),
    SMTP: createTcpServer(takeMail),
    SILENT: createTcpServer((socket) => socket.on('error', () => undefined).resume()),
  }
  const ports = await Promise.all(
    Object.entries(servers).map(async ([name, server]) => {
      server.on('connection', (socket: Socket) => sockets.add(socket))
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

/** As much of a mail server as a client needs to hand over a message. */
function takeMail(socket: Socket): void {
  let text = ''
  let end = '\r\n'
  socket.on('error', () => undefined).setEncoding('utf8')
  socket.write('220 mail.example\r\n')
  socket.on('data', (chunk: string) => {
    text += chunk
    if (!text.endsWith(end)) return
    const asksForBody = end === '\r\n' && /^DATA/im.test(text)
    const quits = /^QUIT/im.test(text)
    text = ''
    end = asksForBody ? '\r\n.\r\n' : '\r\n'
    socket.write(asksForBody ? '354 go on\r\n' : '250 fine\r\n')
    if (quits) socket.end()
  })
}
