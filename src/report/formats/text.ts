import { type Cause, causesOf, fileTitle, ownerTitle, placeOf } from '../model/leaks'
import type { FixedLeak, Report } from '../model/model'
import { plainLine } from '../plain-text'
import { statusWord } from '../model/status-words'
import { runLine, titleOf } from '../model/title'

const ownersShown = 3

/** For people at a terminal: one paragraph per cause. */
export function text(report: Report): string {
  const { files, fixed = [], missingShards, notices } = report
  const crashed = files.filter(({ state }) => state === 'crashed')
  const head = [
    titleOf(report),
    runLine(report),
    ...missingShards.map((shard) => `shard ${plainLine(shard)} is missing`),
    ...crashed.map((file) => `crashed: ${fileTitle(file)}: ${plainLine(file.problem ?? '')}`),
    ...notices.map(plainLine),
    ...fixed.map(fixedLine),
  ]
  const paragraphs = causesOf(report).map((cause) => paragraph(cause, report))
  return `${[head.join('\n'), ...paragraphs].join('\n\n')}\n`
}

/** `fixed: a.test.js › orders › ships: 1 × timer`. */
export function fixedLine({ file, owner, type, observed, fingerprint }: FixedLeak): string {
  const name = [file, owner].filter((part) => typeof part === 'string' && part !== '').join(' › ')
  const what = typeof type === 'string' ? `: ${type}` : ''
  const word = typeof observed === 'number' && observed > 0 ? `only ${String(observed)} left` : 'fixed'
  return plainLine(`${word}: ${name === '' ? fingerprint : name}${what}`)
}

function paragraph({ first, occurrences, count }: Cause, report: Report): string {
  const { leak } = first
  const owners = occurrences
    .slice(0, ownersShown)
    .map(({ file, leak: own }) => `${fileTitle(file)} › ${ownerTitle(own)}`)
  const rest = occurrences.length - owners.length
  return [
    `${statusWord(leak.status, report)}: ${String(count)} × ${leak.type} at ${placeOf(first)}`,
    ...[
      leak.headline,
      ...(leak.help === undefined ? [] : [`help: ${leak.help}`]),
      ...(leak.reason === undefined ? [] : [`allowed: ${leak.reason}`]),
      ...owners,
      ...(rest > 0 ? [`and ${String(rest)} more`] : []),
    ].map((line) => `  ${plainLine(line)}`),
  ].join('\n')
}
