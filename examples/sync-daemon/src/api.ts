import type { IncomingMessage, RequestListener } from 'node:http'
import { SyncError } from './errors'
import type { SyncLoop } from './sync-loop'

const statusOf = { invalid: 400, 'not-found': 404, stopped: 503 } as Readonly<Record<string, number>>

export interface ApiParts {
  readonly loop: SyncLoop
  /** Once it is true, no connection is kept alive. */
  readonly isStopping: () => boolean
  readonly stop: () => void
}

/** What the daemon answers. */
export function createApi({ loop, isStopping, stop }: ApiParts): RequestListener {
  const routes: Readonly<Record<string, () => unknown>> = {
    'GET /status': () => loop.status,
    'POST /sync': async () => ({ changes: await loop.now() }),
    'POST /stop': () => {
      stop()
      return { stopping: true }
    },
  }

  async function answer({ method = '', url = '' }: IncomingMessage): Promise<unknown> {
    const route = routes[`${method} ${url}`]
    if (route === undefined) throw new SyncError('not-found', `no route for ${method} ${url}`)
    return await route()
  }

  return (request, response) => {
    request.resume()
    answer(request)
      .then((body) => ({ status: 200, body }), errorReply)
      .then(({ status, body }) => {
        const connection = isStopping() ? 'close' : 'keep-alive'
        response
          .writeHead(status, { 'content-type': 'application/json', connection })
          .end(JSON.stringify(body))
      })
      .catch(() => response.destroy())
  }
}

function errorReply(error: unknown): { status: number; body: unknown } {
  const { code = 'internal', message = String(error) } =
    error instanceof Error ? (error as Partial<SyncError>) : {}
  return { status: statusOf[code] ?? 500, body: { code, message } }
}
