import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Where a command prints: data on stdout, words on stderr, so that pipes get nothing but data. */
export interface Terminal {
  /** Prints one line of data, or several, on stdout. */
  readonly data: (text: string) => void
  /** Prints words for people on stderr. */
  readonly say: (text: string) => void
  /** Styles data; plain text unless stdout is a terminal. `NO_COLOR` and `FORCE_COLOR` win. */
  readonly style: (style: Style, text: string) => string
}

export const terminal: Terminal = {
  data: (text) => void process.stdout.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
  style: (style, text) => styleText(style, text, { stream: process.stdout }),
}
