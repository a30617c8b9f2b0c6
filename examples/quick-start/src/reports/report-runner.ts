import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

interface PendingReport {
  resolve: (csv: string) => void
  reject: (error: Error) => void
}

/** Writes reports in a child process, which is started by the first report and serves all later ones. */
export class ReportRunner {
  readonly #databaseFile: string
  readonly #pending = new Map<number, PendingReport>()
  #child: ChildProcess | undefined
  #lastId = 0

  constructor(databaseFile: string) {
    this.#databaseFile = databaseFile
  }

  /** All orders created since `since` (epoch milliseconds), as CSV. */
  orders(since: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#pending.set(id, { resolve, reject })
      this.#child ??= this.#start()
      this.#child.send({ id, since })
    })
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (!child) return
    const exited = once(child, 'exit')
    if (child.connected) child.disconnect()
    await exited
  }

  #start(): ChildProcess {
    const child = fork(join(__dirname, 'report-process.js'), [this.#databaseFile])
    child.on('message', ({ id, csv }: { id: number; csv: string }) => {
      this.#pending.get(id)?.resolve(csv)
      this.#pending.delete(id)
    })
    child.on('error', (error) => this.#rejectAll(error))
    child.on('exit', (code) => {
      this.#child = undefined
      this.#rejectAll(new Error(`the report process ended with exit code ${code}`))
    })
    return child
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
  }
}
