import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from 'node-sarif-builder'

import { allLeaks, detailLines, fileTitle, type LeakInFile, ownerTitle } from '../model/leaks'
import type { LeakStatus, Report } from '../model/model'
import { plainLine, plainText } from '../plain-text'
import { explainType } from '../model/type-texts'

/** GitHub refuses a file with more results. */
const mostResults = 25_000

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
  const leaks = allLeaks(report).slice(0, mostResults)
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: report.tool.name,
    toolDriverVersion: report.tool.version,
  })
  for (const type of [...new Set(leaks.map(({ leak }) => leak.type))].sort()) run.addRule(ruleOf(type))
  const hasBaseline = report.fixed !== undefined || leaks.some(({ leak }) => leak.status === 'known')
  const occurrences = new Map<string, number>()
  for (const found of leaks) run.addResult(resultOf(found, hasBaseline, occurrences))
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

function resultOf(
  found: LeakInFile,
  hasBaseline: boolean,
  occurrences: Map<string, number>,
): SarifResultBuilder {
  const { file, leak } = found
  const title = `${fileTitle(file)} › ${ownerTitle(leak)}`
  const builder = new SarifResultBuilder().initSimple({
    level: leak.status === 'late' && leak.severity === 'warn' ? 'warning' : levels[leak.status],
    messageText: literal([`${title}: ${leak.headline}`, ...detailLines(found)].map(plainText).join('\n')),
    ruleId: leak.type,
  })
  const { result } = builder
  const line = leak.site?.line ?? 1
  result.locations = [locationOf(leak.site?.file ?? file.file, line, leak.site?.column)]
  result.relatedLocations = [{ id: 0, ...locationOf(file.file, 1), message: { text: literal(title) } }]
  const occurrence = (occurrences.get(leak.fingerprint) ?? 0) + 1
  occurrences.set(leak.fingerprint, occurrence)
  result.partialFingerprints = {
    'leakguard/v1': leak.fingerprint,
    primaryLocationLineHash: `${leak.fingerprint}:${String(occurrence)}`,
  }
  result.occurrenceCount = leak.count
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
