import { createServer, type Server } from 'node:http'
import { promisify } from 'node:util'
import { createApi } from './api'
import { assertFolder, SyncEngine } from './engine'
import { SyncError } from './errors'
import { SyncLoop } from './sync-loop'
import { listenOn } from './unix-socket'

export interface DaemonOptions {
  /** The folder to watch over. */
  readonly folder: string
  readonly socketPath: string
  readonly journalFile: string
  /** The pause between two turns of the background loop. @default 1000 */
  readonly everyMs?: number
}

/** One engine, one background loop that reuses it, and an HTTP API on a unix socket. */
export class Daemon implements AsyncDisposable {
  readonly #server: Server
  readonly #loop: SyncLoop
  readonly #engine: SyncEngine
  readonly #connections = { total: 0 }
  #stopped: Promise<void> | undefined
  #onStopped: () => void = () => undefined
  /** Settles once the daemon has stopped, whoever asked for it. */
  readonly stopped = new Promise<void>((resolve) => (this.#onStopped = resolve))

  private constructor(engine: SyncEngine, everyMs: number) {
    this.#engine = engine
    this.#loop = new SyncLoop(engine, everyMs)
    this.#server = createServer(
      createApi({
        loop: this.#loop,
        isStopping: () => this.#stopped !== undefined,
        stop: () => void this.stop(),
      }),
    )
    this.#server.on('connection', () => this.#connections.total++)
  }

  /** Rejects with a SyncError when the options make no sense, or when a daemon listens there already. */
  static async start({ folder, socketPath, journalFile, everyMs = 1000 }: DaemonOptions): Promise<Daemon> {
    await assertFolder(folder)
    if (!(everyMs > 0))
      throw new SyncError('invalid', `everyMs: expected a positive number, given ${everyMs}`)
    const daemon = new Daemon(await SyncEngine.open(folder, journalFile), everyMs)
    try {
      await listenOn(daemon.#server, socketPath)
      return daemon
    } catch (error) {
      await daemon.stop()
      throw error
    }
  }

  /** How many connections clients have made so far. */
  get connections(): number {
    return this.#connections.total
  }

  /** No new requests; those under way are answered, the current turn ends, and then the engine is closed. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  async #stop(): Promise<void> {
    if (this.#server.listening) await this.#closeServer()
    await this.#loop.stop()
    await this.#engine.close()
    this.#onStopped()
  }

  async #closeServer(): Promise<void> {
    const closed = promisify(this.#server.close.bind(this.#server))()
    // Connections that are kept alive, and idle, would keep it open.
    this.#server.closeIdleConnections()
    await closed
  }
}
