import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder'

import { sha256 } from '../../kept/crypto'
import { type Cause, causesOf, detailLines, fileTitle, ownersOf, ownerTitle } from '../model/leaks'
import type { LeakStatus, Report } from '../model/model'
import { plainLine, plainText } from '../plain-text'
import { explainType } from '../model/type-texts'

/** GitHub refuses a file with more results. */
const mostResults = 25_000
/** Test files that one result names. */
const mostRelated = 100

const levels: Readonly<Record<LeakStatus, 'error' | 'warning' | 'note'>> = {
  new: 'error',
  late: 'error',
  warned: 'warning',
  known: 'note',
  allowed: 'note',
  'closed-late': 'note',
}

/** SARIF 2.1.0 for code scanning: one rule per resource type, fingerprints that survive shifted lines. */
export function sarif(report: Report): string {
  const causes = causesOf(report).slice(0, mostResults)
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: report.tool.name,
    toolDriverVersion: report.tool.version,
  })
  for (const type of [...new Set(causes.map(({ first }) => first.leak.type))].sort())
    run.addRule(ruleOf(type))
  const hasBaseline = report.fixed !== undefined || causes.some(({ first }) => first.leak.status === 'known')
  const occurrences = new Map<string, number>()
  for (const cause of causes) run.addResult(resultOf(cause, hasBaseline, occurrences))
  run.run.columnKind = 'utf16CodeUnits'
  const log = new SarifBuilder()
  log.addRun(run)
  return `${JSON.stringify(log.buildSarifOutput(), null, 1)}\n`
}

function ruleOf(type: string): SarifRuleBuilder {
  const { title, help } = explainType(type)
  const rule = new SarifRuleBuilder().initSimple({ ruleId: type, shortDescriptionText: title })
  rule.rule.name = type
  rule.rule.help = { text: help }
  return rule
}

/** One result per cause, with the files of its owners: an alert for each of sixty tests would hide all others. */
function resultOf(cause: Cause, hasBaseline: boolean, occurrences: Map<string, number>): SarifResultBuilder {
  const { first, count } = cause
  const { file, leak } = first
  const builder = new SarifResultBuilder().initSimple({
    level: leak.status === 'late' && leak.severity === 'warn' ? 'warning' : levels[leak.status],
    messageText: literal(
      [`${ownersOf(cause)}: ${leak.headline}`, ...detailLines(first)].map(plainText).join('\n'),
    ),
    ruleId: leak.type,
  })
  const { result } = builder
  const line = leak.site?.line ?? 1
  result.locations = [locationOf(leak.site?.file ?? file.file, line, leak.site?.column)]
  result.relatedLocations = relatedOf(cause)
  const identity = identityOf(cause)
  const occurrence = (occurrences.get(identity) ?? 0) + 1
  occurrences.set(identity, occurrence)
  result.partialFingerprints = {
    'leakguard/v1': leak.fingerprint,
    'leakguardCause/v1': identity,
    primaryLocationLineHash: `${identity}:${String(occurrence)}`,
  }
  result.occurrenceCount = count
  if (hasBaseline) result.baselineState = leak.status === 'known' ? 'unchanged' : 'new'
  if (leak.status === 'allowed') {
    result.suppressions = [
      { kind: 'inSource', ...(leak.reason !== undefined && { justification: plainText(leak.reason) }) },
    ]
  }
  if (leak.frames.length > 0) {
    const frames = leak.frames.map((text) => ({ location: { message: { text: literal(plainLine(text)) } } }))
    result.stacks = [{ message: { text: 'opened here' }, frames }]
  }
  return builder
}

/** The test files of the owners, each once. */
function relatedOf({ occurrences }: Cause) {
  const titles = new Map<string, string[]>()
  for (const { file, leak } of occurrences) {
    const title = `${fileTitle(file)} › ${ownerTitle(leak)}`
    titles.set(file.file, [...(titles.get(file.file) ?? []), title])
  }
  return [...titles].slice(0, mostRelated).map(([file, [title = '', ...others]], id) => {
    const text = others.length === 0 ? title : `${title} and ${String(others.length)} more`
    return { id, ...locationOf(file, 1), message: { text: literal(text) } }
  })
}

/** The same whichever of its owners are left, and wherever its line has moved to. */
function identityOf({ first: { file, leak } }: Cause): string {
  const { excerpt, opener, site } = leak
  const source = site === undefined ? undefined : excerpt?.lines[site.line - excerpt.first]?.trim()
  const place = [
    site?.file ?? opener?.name ?? file.file,
    source ?? (site === undefined ? '' : leak.fingerprint),
  ]
  const text = JSON.stringify([leak.type, leak.thirdParty, ...place])
  return sha256(text, 'hex').slice(0, 16)
}

function locationOf(file: string, line: number, column?: number) {
  const uri = plainText(file).split('/').map(encodeURIComponent).join('/')
  const region = {
    startLine: Math.max(1, line),
    ...(column !== undefined && column > 0 && { startColumn: column }),
  }
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: '%SRCROOT%' }, region } }
}

/** SARIF reads `[text](target)` in a message as a link. */
function literal(text: string): string {
  return text.replaceAll(/\[(?=[^\]]*\]\()/g, '\\[')
}
