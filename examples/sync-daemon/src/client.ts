import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Change } from './engine'
import { SyncError, type SyncErrorCode } from './errors'
import type { LoopStatus } from './sync-loop'

/** Talks to a daemon over one connection that is kept alive between requests. */
export class SyncClient implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #socketPath: string

  constructor(socketPath: string) {
    this.#socketPath = socketPath
  }

  status(): Promise<LoopStatus> {
    return this.request('GET', '/status') as Promise<LoopStatus>
  }

  /** What has changed since the last turn. */
  async sync(): Promise<readonly Change[]> {
    return ((await this.request('POST', '/sync')) as { changes: Change[] }).changes
  }

  async stopDaemon(): Promise<void> {
    await this.request('POST', '/stop')
  }

  close(): void {
    this.#agent.destroy()
  }

  [Symbol.dispose](): void {
    this.close()
  }

  /** Throws the SyncError that the daemon answers with, or one of code `unavailable`. */
  request(method: string, path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void =>
        reject(new SyncError('unavailable', `no daemon answers on ${this.#socketPath}`, { cause }))
      request({ socketPath: this.#socketPath, agent: this.#agent, method, path }, (response) => {
        json(response).then((body) => {
          if (response.statusCode === 200) resolve(body)
          else reject(errorOf(body))
        }, fail)
      })
        .on('error', fail)
        .end()
    })
  }
}

function errorOf(body: unknown): SyncError {
  const { code, message } = body as { code: SyncErrorCode; message: string }
  return new SyncError(code, message)
}
