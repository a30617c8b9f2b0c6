import { runChanges, unexplainedLines } from '../../wording/count-lines'
import { limitHeadline } from '../../wording/limits'
import { escapeHtml } from '../escape-markup'
import { type Cause, causesOf, detailLines, fileTitle, ownersOf, ownerTitle, placeOf } from '../model/leaks'
import type { Report } from '../model/model'
import { plainLine } from '../plain-text'
import { statusWord } from '../model/status-words'
import { runLine, titleOf } from '../model/title'
import { nameOfType } from '../model/type-texts'

/** GitHub drops a job summary of more than 1 MiB. */
const longest = 900 * 1024
const ownersShown = 10
const rowsShown = 10

/** A summary for GitHub's job page and for comments: a table, totals, then one fold per cause. */
export function markdown(report: Report): string {
  const { missingShards } = report
  const parts = [
    `## ${titleOf(report)}\n`,
    ...table(report),
    `${runLine(report)}\n`,
    ...(missingShards.length === 0
      ? []
      : [`**Not everything is here: shard ${missingShards.map(inline).join(', ')} is missing.**\n`]),
    ...crashedLines(report),
    ...countRows(report),
  ]
  let length = Buffer.byteLength(parts.join('\n'))
  const causes = causesOf(report)
  for (const [index, cause] of causes.entries()) {
    const text = fold(cause, report)
    length += Buffer.byteLength(text) + 1
    if (length > longest) {
      parts.push(`\n… and ${String(causes.length - index)} more causes: see the full report.\n`)
      break
    }
    parts.push(text)
  }
  return parts.join('\n')
}

/** What leaks most, one row per cause. */
function table(report: Report): string[] {
  const causes = causesOf(report)
  if (causes.length === 0) return []
  const rest = causes.length - rowsShown
  const rows = causes.slice(0, rest === 1 ? causes.length : rowsShown).map((cause) => {
    const { leak } = cause.first
    const name = nameOfType(leak.type, leak.facts)
    const what = inline(name === leak.type ? name : `${name} (${leak.type})`)
    const cells = [
      inline(statusWord(leak.status, report)),
      String(cause.count),
      what,
      inline(placeOf(cause.first)),
      inline(ownersOf(cause)),
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| | leaks | what | opened at | owner |',
    '| --- | ---: | --- | --- | --- |',
    ...rows,
    ...(rest > 1 ? [`\nand ${String(rest)} more causes`] : []),
    '',
  ]
}

function crashedLines({ files }: Report): string[] {
  const crashed = files.filter(({ state }) => state === 'crashed')
  return crashed
    .slice(0, 50)
    .map((file) => `- ${inline(fileTitle(file))} crashed: ${inline(file.problem ?? '')}`)
}

/** Differences that no leak explains, exceeded limits, and the run as a whole. */
function countRows({ files, runs }: Report): string[] {
  const limits = files.flatMap((file) =>
    (file.counts?.limits ?? []).map((limit) => `${fileTitle(file)}: ${limitHeadline(limit)}`),
  )
  const texts = [
    ...unexplainedLines(files),
    ...limits,
    ...runs.flatMap((run) => runChanges(run.counts ?? [])),
  ]
  return texts.length === 0
    ? []
    : [
        `${texts
          .slice(0, 50)
          .map((text) => `- ${inline(text)}`)
          .join('\n')}\n`,
      ]
}

function fold(cause: Cause, report: Report): string {
  const { first, occurrences, count } = cause
  const { leak } = first
  const owners = occurrences
    .slice(0, ownersShown)
    .map(({ file, leak: own }) => `${fileTitle(file)} › ${ownerTitle(own)}`)
  const rest = occurrences.length - owners.length
  const summary = `${statusWord(leak.status, report)}: ${String(count)} × ${leak.type} at ${placeOf(first)}`
  const body = [
    leak.headline,
    ...detailLines(first),
    '',
    ...owners,
    ...(rest > 0 ? [`and ${String(rest)} more`] : []),
  ]
  // Within <pre> nothing is Markdown, blank lines included.
  return [
    '<details><summary>',
    inline(summary),
    '</summary>',
    '',
    `<pre>${body.map((line) => escapeHtml(plainLine(line))).join('\n')}</pre>`,
    '',
    '</details>\n',
  ].join('\n')
}

/** Text that is neither HTML nor Markdown, on one line; it links to nothing and calls nobody. */
function inline(text: string): string {
  return escapeHtml(plainLine(text))
    .replaceAll('@', '@&#8203;')
    .replaceAll('://', '&#58;//')
    .replaceAll(/[\\`*_{}[\]()|~]|(?<!&)#/g, (mark) => `&#${String(mark.codePointAt(0))};`)
}
