import type { Terminal } from '../../../src/terminal/terminal'

export interface Recorded extends Terminal {
  readonly stdout: string[]
  readonly stderr: string[]
}

/** A terminal that keeps what is printed; styles show as `<red>text</red>`. */
export function recordingTerminal(): Recorded {
  const stdout: string[] = []
  const stderr: string[] = []
  return {
    stdout,
    stderr,
    pieces: (texts) => Promise.resolve(void stdout.push([...texts].join(''))),
    progress: () => undefined,
    data: (text) => void stdout.push(text),
    say: (text) => void stderr.push(text),
    style: (style, text) => `<${String(style)}>${text}</${String(style)}>`,
  }
}
