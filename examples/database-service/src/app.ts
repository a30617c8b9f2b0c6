import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { DatabaseConfig } from './config'
import { DatabaseService } from './database-service'
import { ServiceError } from './errors'
import { parseCents, parseTransfer, transfer } from './transfers'

const statusOf = { invalid: 400, 'not-found': 404, 'insufficient-funds': 409, conflict: 503 } as const

export interface App {
  readonly url: string
  /** Answers what is under way; then closes the server, and the database. */
  stop(): Promise<void>
}

/** Starts the service on localhost; port 0 takes any free one. */
export async function startApp(config: DatabaseConfig, port = 0): Promise<App> {
  const server = createServer((request, response) => {
    answer(DatabaseService.getInstance(config), request)
      .then((body) => ({ status: 200, body }), errorReply)
      .then(({ status, body }) => {
        const connection = server.listening ? 'keep-alive' : 'close'
        response
          .writeHead(status, { 'content-type': 'application/json', connection })
          .end(JSON.stringify(body))
      })
      .catch(() => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      await promisify(server.close.bind(server))()
      await DatabaseService.resetInstance()
    },
  }
}

async function answer(database: DatabaseService, request: IncomingMessage): Promise<unknown> {
  const { method = '', url = '' } = request
  const id = /^\/accounts\/([\w-]{1,64})$/.exec(url)?.[1]
  if (method === 'POST' && url === '/transfers') {
    await transfer(database, parseTransfer(await readBody(request)))
    return { transferred: true }
  }
  if (id !== undefined && method === 'PUT') {
    const cents = parseCents(((await readBody(request)) as { cents?: unknown } | null)?.cents, 0)
    await database.transaction((accounts) => accounts.setBalance(id, cents))
    return { id, cents: Number(cents) }
  }
  if (id !== undefined && method === 'GET') {
    const cents = await database.transaction((accounts) => accounts.balance(id))
    if (cents === undefined) throw new ServiceError('not-found', `no account ${id}`)
    return { id, cents: Number(cents) }
  }
  throw new ServiceError('not-found', `no route for ${method} ${url}`)
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(request))
  } catch (cause) {
    throw new ServiceError('invalid', 'the body is not valid JSON', { cause })
  }
}

function errorReply(error: unknown): { status: number; body: unknown } {
  if (!(error instanceof ServiceError)) {
    console.error(error)
    return { status: 500, body: { code: 'internal', message: 'internal error' } }
  }
  return { status: statusOf[error.code], body: { code: error.code, message: error.message } }
}
