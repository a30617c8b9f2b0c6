import type { ReportHead } from '../../report/model/model'
import { plainLine } from '../../report/plain-text'
import type { ReportDocument } from '../../report/read/document'
import { exitCode } from '../command-line/exit-code'
import type { Terminal } from '../../terminal/terminal'

/** The exit code of a command that has read reports: a leak weighs more than what is missing. */
export function codeOf({ missingShards }: ReportHead, isFailing: boolean): number {
  if (isFailing) return exitCode.leaks
  return missingShards.length > 0 ? exitCode.incomplete : exitCode.clean
}

/** Says what is missing, and what does not go together. */
export function sayWhatIsOdd(
  command: string,
  { missingShards }: ReportHead,
  documents: readonly ReportDocument[],
  terminal: Terminal,
): void {
  for (const shard of missingShards)
    terminal.say(`leakguard ${command}: shard ${plainLine(shard)} is missing`)
  const versions = new Map(documents.map(({ head, name }) => [head.tool.version, name]))
  if (versions.size < 2) return
  const texts = [...versions].sort().map(([version, name]) => `${plainLine(version)} (\`${name}\`)`)
  terminal.say(`leakguard ${command}: these reports are of different versions: ${texts.join(', ')}`)
}
