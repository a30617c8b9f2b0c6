import { stripVTControlCharacters } from 'node:util'

import type { Terminal } from '../command-line/terminal'

/** What is kept of Jest's output, for when the run goes wrong. */
const keptLines = 40

/** Takes what Jest prints and shows how far it is: everything that leaks fails now, which nobody wants to read. */
export class QuietOutput {
  #files = 0
  #failed = 0
  #open = ''
  #kept: string[] = []
  readonly #terminal: Terminal

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  add(text: string): void {
    const lines = (this.#open + text).split('\n')
    this.#open = lines.pop() ?? ''
    for (const line of lines) this.#addLine(line)
  }

  end(): void {
    this.#addLine(this.#open)
    this.#terminal.progress('')
    const failed = this.#failed === 0 ? '' : `, in ${String(this.#failed)} of them something leaks or fails`
    this.#terminal.say(
      `leakguard baseline: ${String(this.#files)} test file${this.#files === 1 ? '' : 's'} ran${failed}`,
    )
  }

  /** The end of what Jest has said. */
  tell(): void {
    this.#terminal.say(this.#kept.join('\n'))
  }

  #addLine(line: string): void {
    this.#kept = [...this.#kept.slice(1 - keptLines), line]
    const [, state, file = ''] = /^\s*(PASS|FAIL)\s+(.*?)\s*$/.exec(stripVTControlCharacters(line)) ?? []
    if (state === undefined) return
    this.#files += 1
    if (state === 'FAIL') this.#failed += 1
    this.#terminal.progress(`baseline: ${String(this.#files)} test files, ${file}`)
  }
}
