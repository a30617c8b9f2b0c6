import { theProcess } from '../kept/process'
import { activeResources } from '../why/active'
import { whySymbol } from '../why/processes/channel'
import { onDidNotExit } from '../why/did-not-exit'
import { describeActive } from '../wording/active-resources'
import { whyLine } from './why-line'

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
    console.warn(keptAliveNotice(describe?.() ?? [], activeResources(), whyLine(theProcess)))
    describe = undefined
  })
}

/** The text of the notice; `active` are Node's names, for when no line is known. */
export function keptAliveNotice(
  lines: readonly string[],
  active: readonly string[],
  command: string,
): string {
  const known = lines.length > 0 ? lines : describeActive(active)
  return [
    'Jest is done, but the process is still alive: something was opened and never closed.',
    ...(known.length > 0 ? ['', ...known.map((line) => `  ${line}`)] : []),
    '',
    'To see what it is and which line opened it, run:',
    '',
    `  ${command}`,
    '',
  ].join('\n')
}
