import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import type { Answer, Order } from './channel'

/** Longer than any call that it watches over. */
const timeLimit = 30_000

/** The process that loads the singleton. */
export class Helper {
  readonly #child: ChildProcess
  #ended: string | undefined

  constructor(spec: string, cwd: string) {
    // What the project prints is not the answer: our stdout stays free.
    this.#child = fork(join(__dirname, 'probe.js'), [spec], { cwd, stdio: ['ignore', 2, 2, 'ipc'] })
    this.#child.once('exit', (code, signal) => (this.#ended = `it ended with ${String(code ?? signal)}`))
    this.#child.once('error', (error) => (this.#ended = error.message))
  }

  /** An answer that says why when there is none. */
  async ask(order: Order): Promise<Answer> {
    const failed = (problem: string): Answer => ({
      ...{ end: { kind: 'hung' }, name: '', problem, connections: [] },
    })
    if (this.#ended !== undefined) return failed(this.#ended)
    const answered = once(this.#child, 'message', { signal: AbortSignal.timeout(timeLimit) })
    const exited = once(this.#child, 'exit').then(() => undefined)
    this.#child.send(order)
    const answer = await Promise.race([answered, exited]).catch(() => undefined)
    return answer === undefined ? failed(this.#whyNot()) : (answer[0] as Answer)
  }

  #whyNot(): string {
    return this.#ended ?? 'it did not answer'
  }

  async end(): Promise<void> {
    if (this.#ended !== undefined) return
    const exited = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exited
  }
}
