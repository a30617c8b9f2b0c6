import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { InvalidRequest, NotFound, ServiceError } from '../errors'

const maxBodyBytes = 64 * 1024

export interface Reply {
  status: number
  body: string | object
}

export type Handler = (param: string, request: IncomingMessage) => Reply | Promise<Reply>

/** Routes by 'METHOD /path'; one `:param` segment is handed to the handler, '' where the path has none. */
export function createRouter(routes: Record<string, Handler>): RequestListener {
  const table = Object.entries(routes).map(([route, handler]) => ({
    pattern: new RegExp(`^${route.replace(/:\w+/, '([^/]+)')}$`),
    handler,
  }))

  async function answer(request: IncomingMessage): Promise<Reply> {
    const path = `${request.method} ${(request.url ?? '/').split('?', 1)[0]}`
    for (const { pattern, handler } of table) {
      const match = pattern.exec(path)
      if (match) return handler(match[1] ?? '', request)
    }
    throw new NotFound(`no route for ${path}`)
  }

  return (request, response) => {
    answer(request)
      .catch(toErrorReply)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  }
}

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) throw new InvalidRequest(`the body is larger than ${maxBodyBytes} bytes`)
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new InvalidRequest('the body is not valid JSON')
  }
}

function toErrorReply(error: unknown): Reply {
  if (error instanceof ServiceError) {
    return { status: error.status, body: { code: error.code, message: error.message } }
  }
  console.error(error)
  return { status: 500, body: { code: 'internal', message: 'internal error' } }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const isText = typeof body === 'string'
  response.writeHead(status, { 'content-type': isText ? 'text/csv' : 'application/json' })
  response.end(isText ? body : JSON.stringify(body))
}
