import type { Terminal } from '../../terminal/terminal'

const step = 1000

/** The same pieces, one for each test file; where stderr is a terminal it shows how far they are. */
export function* withProgress(
  pieces: Iterable<string>,
  files: number,
  terminal: Terminal,
): Generator<string> {
  let done = 0
  try {
    for (const piece of pieces) {
      if (++done % step === 0)
        terminal.progress(`merging: ${String(Math.min(done, files))} of ${String(files)} test files`)
      yield piece
    }
  } finally {
    terminal.progress('')
  }
}
