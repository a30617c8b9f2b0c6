import { theProcess } from '../kept/process'
import { activeResources } from '../why/active'
import { describeActive } from '../wording/active-resources'
import { whyLine } from './why-line'

/** What is said of this process when it does not end; `lines`: what is known to be open. */
export function keptAliveNow(lines: readonly string[]): string {
  return keptAliveNotice(lines, activeResources(), whyLine(theProcess))
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
