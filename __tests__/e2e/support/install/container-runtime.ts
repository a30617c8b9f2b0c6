import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'

/** As much of a Docker daemon, and of the Ryuk container in it, as testcontainers needs to find its reaper. */
export interface ContainerRuntime {
  /** For the environment of the fixture. */
  readonly env: Readonly<Record<string, string>>
  close(): void
}

/** `GET /reapers` says how many connections Ryuk has. */
export async function startContainerRuntime(): Promise<ContainerRuntime> {
  const reapers = new Set<Socket>()
  const sockets = new Set<Socket>()
  const ryuk = createTcpServer((socket) => {
    reapers.add(socket.resume())
    socket.on('error', () => undefined).on('close', () => reapers.delete(socket))
  })
  const answers: Readonly<Record<string, () => unknown>> = {
    '/info': () => ({}),
    '/containers/json': () => [
      {
        Id: 'ryuk',
        State: 'running',
        Created: 1,
        Labels: { 'org.testcontainers.ryuk': 'true', 'org.testcontainers.session-id': 'one' },
        Ports: [{ PrivatePort: 8080, PublicPort: portOf(ryuk) }],
      },
    ],
    '/reapers': () => reapers.size,
  }
  const daemon = createHttpServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    const answer = answers[path]
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer?.() ?? {}))
  })
  for (const server of [ryuk, daemon]) {
    server.on('connection', (socket: Socket) => sockets.add(socket))
    await once(server.listen(0, '127.0.0.1'), 'listening')
  }
  return {
    env: { DOCKER_HOST: `tcp://127.0.0.1:${String(portOf(daemon))}` },
    close: () => {
      ryuk.close()
      daemon.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port
