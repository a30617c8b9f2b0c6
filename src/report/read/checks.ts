import { isRecord } from '../../options/validation/value-checks'
import {
  leakStatuses,
  type ReportFile,
  reportFormat,
  type ReportHead,
  reportSchema,
  type ReportTail,
} from '../model/model'
import { ownTool } from '../own-tool'
import { plainLine } from '../plain-text'
import { ReportError } from './report-error'

/** The part of a document before its files. */
export function checkHead(value: unknown, name: string): ReportHead {
  if (!isRecord(value) || value.format !== reportFormat)
    throw new ReportError('unusable', `\`${name}\` is no report of jest-leakguard`)
  if (value.schema !== reportSchema) {
    const given = value.schema === undefined ? 'none' : plainLine(JSON.stringify(value.schema)).slice(0, 40)
    throw new ReportError(
      'unusable',
      `\`${name}\` has report schema ${given}, expected ${String(reportSchema)}: use the jest-leakguard that wrote it; this is ${ownTool().version}`,
    )
  }
  const { runs, missingShards, notices, tool } = value
  const isValid =
    isRecord(tool) &&
    typeof tool.version === 'string' &&
    Array.isArray(runs) &&
    runs.length > 0 &&
    runs.every(isRun) &&
    isTexts(missingShards) &&
    isTexts(notices)
  if (!isValid) throw invalid(name, 'its head')
  return value as unknown as ReportHead
}

export function checkTail(value: unknown, name: string): ReportTail {
  const isValid =
    isRecord(value) && isRecord(value.totals) && (value.fixed === undefined || Array.isArray(value.fixed))
  if (!isValid) throw invalid(name, 'its end')
  return value as unknown as ReportTail
}

/** One entry of the list of files; `place` says which. */
export function checkFile(value: unknown, name: string, place: string): ReportFile {
  const isValid =
    isRecord(value) &&
    typeof value.file === 'string' &&
    ['judged', 'crashed', 'unguarded'].includes(value.state as string) &&
    ['project', 'root', 'baseline', 'problem'].every((key) => isOptional(value[key], 'string')) &&
    isOptional(value.duration, 'number') &&
    (value.unfinished === undefined ||
      (Array.isArray(value.unfinished) && value.unfinished.every(isTexts))) &&
    Array.isArray(value.leaks) &&
    value.leaks.every(isLeak)
  if (!isValid) throw invalid(name, place)
  return value as unknown as ReportFile
}

export function invalid(name: string, what: string): ReportError {
  return new ReportError(
    'unusable',
    `\`${name}\` is no valid report: ${what} is not as schema/report.json has it`,
  )
}

function isRun(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { directory, shard, partial, startedAt } = value
  return (
    typeof directory === 'string' &&
    typeof startedAt === 'string' &&
    isTexts(partial) &&
    isOptional(value.duration, 'number') &&
    Number.isInteger(value.notRun) &&
    (shard === undefined || (isRecord(shard) && isCount(shard.index) && isCount(shard.count)))
  )
}

function isLeak(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { owner, site, excerpt } = value
  return (
    ['fingerprint', 'type', 'severity', 'headline'].every((key) => typeof value[key] === 'string') &&
    leakStatuses.includes(value.status as never) &&
    isCount(value.count) &&
    isRecord(owner) &&
    typeof owner.kind === 'string' &&
    isTexts(owner.path) &&
    isTexts(value.frames) &&
    isRecord(value.facts) &&
    ['help', 'closed', 'reason'].every((key) => isOptional(value[key], 'string')) &&
    isOptional(value.duration, 'number') &&
    (value.details === undefined || isTexts(value.details)) &&
    [value.opener, value.through, value.helper].every(isPackage) &&
    (site === undefined || (isRecord(site) && typeof site.file === 'string' && isCount(site.line))) &&
    (excerpt === undefined || (isRecord(excerpt) && isCount(excerpt.first) && isTexts(excerpt.lines)))
  )
}

function isPackage(value: unknown): boolean {
  return value === undefined || (isRecord(value) && typeof value.name === 'string')
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) > 0
}

function isOptional(value: unknown, type: string): boolean {
  return value === undefined || typeof value === type
}
