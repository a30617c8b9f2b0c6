import { stripVTControlCharacters } from 'node:util'

import type { Terminal } from '../../terminal/terminal'
import { plural } from './words'

/** What is kept of Jest's output, for when the run goes wrong. */
const keptLines = 40

/** Takes what Jest prints and shows how far it is: everything that leaks fails now, which nobody wants to read. */
export class QuietOutput {
  /** Jest names those that failed a second time, in its summary of a long run. */
  readonly #files = new Set<string>()
  readonly #failed = new Set<string>()
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
    const failed =
      this.#failed.size === 0 ? '' : `, in ${String(this.#failed.size)} of them something leaks or fails`
    this.#terminal.say(`leakguard baseline: ${plural(this.#files.size, 'test file')} ran${failed}`)
  }

  /** The end of what Jest has said. */
  tell(): void {
    this.#terminal.say(this.#kept.join('\n'))
  }

  #addLine(line: string): void {
    this.#kept = [...this.#kept.slice(1 - keptLines), line]
    const [, state, file = ''] =
      /^\s*(PASS|FAIL)\s+(.*?)(?: \(\d[^()]*\))?\s*$/.exec(stripVTControlCharacters(line)) ?? []
    if (state === undefined) return
    this.#files.add(file)
    if (state === 'FAIL') this.#failed.add(file)
    this.#terminal.progress(`baseline: ${plural(this.#files.size, 'test file')}, ${file}`)
  }
}
