import { once } from 'node:events'
import { styleText } from 'node:util'

import { gathered } from './gathered'

export type Style = Parameters<typeof styleText>[0]

/** Where a command prints: data on stdout, words on stderr, so that pipes get nothing but data. */
export interface Terminal {
  /** Prints one line of data, or several, on stdout. */
  readonly data: (text: string) => void
  /** Prints a long text as it is; waits for slow readers, so that it is never in memory as a whole. */
  readonly pieces: (texts: Iterable<string>) => Promise<void>
  /** Prints words for people on stderr. */
  readonly say: (text: string) => void
  /** Shows how far long work has come, on a line of its own that the next one replaces; only where stderr is a terminal. */
  readonly progress: (text: string) => void
  /** Styles data; plain text unless stdout is a terminal. `NO_COLOR` and `FORCE_COLOR` win. */
  readonly style: (style: Style, text: string) => string
}

export const terminal: Terminal = {
  pieces: async (texts) => {
    for (const text of gathered(texts)) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    }
  },
  data: (text) => void process.stdout.write(`${text}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
  },
  say: (text) => void process.stderr.write(`${text}\n`),
  style: (style, text) => styleText(style, text, { stream: process.stdout }),
}
