/** Goes to the first column, and clears from there to the end of the screen. */
const clear = '\r\u001B[J'

/** A part of a terminal that is drawn again in place. */
export class Screen {
  #lines = 0
  readonly #stream: NodeJS.WriteStream

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    stream.write('\u001B[?25l')
  }

  get columns(): number {
    return this.#stream.columns
  }

  /** What does not fit is left out: lines that have scrolled away cannot be drawn over. */
  draw(lines: readonly string[]): void {
    const room = Math.max(2, this.#stream.rows - 1)
    const shown =
      lines.length <= room
        ? lines
        : [...lines.slice(0, room - 1), `… and ${String(lines.length - room + 1)} more`]
    const up = this.#lines > 0 ? `\u001B[${String(this.#lines)}A` : ''
    this.#stream.write(`${up}${clear}${shown.join('\n')}\n`)
    this.#lines = shown.length
  }

  end(): void {
    this.#stream.write('\u001B[?25h')
  }
}
