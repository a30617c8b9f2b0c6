import { whySymbol } from '../why/processes/channel'
import { onDidNotExit } from '../why/did-not-exit'
import type * as noticeModule from './kept-alive-notice'

/** What the next notice will say; undefined when none is waited for. */
let describe: (() => readonly string[]) | undefined

/**
 * Replaces Jest's bare "Jest did not exit one second after the test run has completed" by what is known:
 * the lines that `lines` returns (else what Node counts as active) and the command that names the lines of
 * code. Everything else that goes through `console.warn` passes unchanged, and after the first notice
 * `console.warn` is as before. A second call only renews the callback.
 */
export function installKeptAliveNotice(lines: () => readonly string[]): void {
  // `jest-leakguard why` is the one who answers in its own run.
  if (Reflect.has(globalThis, whySymbol)) return
  const waiting = describe !== undefined
  describe = lines
  if (waiting) return
  onDidNotExit(() => {
    const { keptAliveNow } = require('./kept-alive-notice') as typeof noticeModule
    console.warn(keptAliveNow(describe?.() ?? []))
    describe = undefined
  })
}
