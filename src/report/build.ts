import { posix } from '../kept/path'

import type { Acceptance } from '../verdict/leak'
import type { LeakSummary } from '../verdict/leak-summary'
import type { FileRecord, LateRecord, LeakRecord, NoticeRecord, RecordOrigin } from '../verdict/record'
import { workerCounts } from '../verdict/run-counts'
import {
  type Excerpt,
  type LeakStatus,
  leakStatuses,
  type Report,
  type ReportFile,
  reportFormat,
  type ReportLeak,
  reportSchema,
  type RunFacts,
  type TestCounts,
} from './model/model'
import { compareFiles } from './model/order'
import { Rebase } from './rebase'
import { totalsOf } from './model/totals'

/** What Jest said about one test file. */
export interface FileResult {
  /** Relative to `origin.rootDir`, with forward slashes. */
  readonly file: string
  readonly origin: RecordOrigin
  readonly tests: TestCounts
  /** Why Jest could not run it to its end, in one line. */
  readonly problem: string | undefined
  /** Milliseconds. */
  readonly duration?: number
  /** Milliseconds of the test with these titles. */
  readonly durationOf?: (path: readonly string[]) => number | undefined
}

export interface Findings {
  readonly records: readonly LeakRecord[]
  readonly results: readonly FileResult[]
  readonly run: RunFacts
  readonly tool: Report['tool']
  /** Absolute path that the paths of the report are relative to: the repository. */
  readonly base: string
  /** For records that name no project: Jest's root directory. */
  readonly rootDir: string
  /** Lines of source around a line of a file, given by its absolute path; undefined when it cannot be read. */
  readonly excerptOf: (file: string, line: number) => Excerpt | undefined
}

/** Makes the report of one run out of what the environments recorded and what Jest reported. */
export function buildReport(findings: Findings): Report {
  const { records, results, run, tool, rootDir } = findings
  const entries = new Map<string, Entry>()
  const entryOf = (file: string, origin: RecordOrigin = { rootDir, project: undefined }): Entry => {
    const key = [origin.rootDir, origin.project ?? '', file].join('\n')
    const entry = entries.get(key) ?? {
      file,
      origin,
      judged: false,
      leaks: [],
      extras: {},
      result: undefined,
    }
    entries.set(key, entry)
    return entry
  }
  for (const result of results) entryOf(result.file, result.origin).result = result
  for (const record of records) {
    if (record.kind === 'file') addFile(entryOf(record.file, record.origin), record)
    if (record.kind === 'late') addLate(entryOf(record.file, record.origin), record)
  }
  const files = [...entries.values()].map((entry) => fileOf(entry, findings)).sort(compareFiles)
  const counts = workerCounts(records.filter((record): record is FileRecord => record.kind === 'file'))
  const notices = records.filter((record): record is NoticeRecord => record.kind === 'notice')
  return {
    format: reportFormat,
    schema: reportSchema,
    tool,
    runs: [counts.length === 0 ? run : { ...run, counts }],
    missingShards: [],
    notices: [...new Set(notices.map(({ text }) => text))].sort(),
    files,
    totals: totalsOf(files, [run]),
  }
}

interface Entry {
  readonly file: string
  readonly origin: RecordOrigin
  judged: boolean
  readonly leaks: { readonly leak: LeakSummary; readonly late: boolean }[]
  extras: object
  /** Relative to the root directory. */
  baseline?: string
  result: FileResult | undefined
}

function addFile(
  entry: Entry,
  { schema: _s, kind: _k, file: _f, origin: _o, root = '', baseline, leaks, ...extras }: FileRecord,
): void {
  entry.judged = true
  entry.leaks.push(...leaks.map((leak) => ({ leak, late: false })))
  entry.extras = { ...entry.extras, ...extras }
  if (baseline !== undefined) entry.baseline = posix.relative(root, baseline)
}

function addLate(entry: Entry, { leak }: LateRecord): void {
  entry.leaks.push({ leak, late: true })
}

function fileOf(
  { file, origin, judged, leaks, extras, baseline, result }: Entry,
  findings: Findings,
): ReportFile {
  const rebase = new Rebase(findings.base, origin.rootDir)
  const state = stateOf(judged, result)
  return {
    ...extras,
    file: rebase.path(file),
    ...(origin.project !== undefined && { project: origin.project }),
    root: rebase.path('.'),
    ...(baseline !== undefined && { baseline: rebase.path(baseline) }),
    state,
    ...(state === 'crashed' && { problem: result?.problem ?? '' }),
    ...(result !== undefined && { tests: result.tests }),
    ...(result?.duration !== undefined && { duration: result.duration }),
    leaks: leaks.map(({ leak, late }) => ({
      ...leakOf(leak, late, rebase, findings),
      ...durationOf(leak, result),
    })),
  }
}

/** How long its test took; describe blocks and files have no time of their own. */
function durationOf({ owner }: LeakSummary, result: FileResult | undefined): { duration?: number } {
  const duration = owner.kind === 'test' ? result?.durationOf?.(owner.path) : undefined
  return duration === undefined ? {} : { duration }
}

/** Jest ends a file that cannot be loaded in good order: judged as it is, nothing of it ran. */
function stateOf(judged: boolean, result: FileResult | undefined): ReportFile['state'] {
  const ran = result === undefined || result.tests.passed + result.tests.failed > 0
  if (result?.problem !== undefined && !(judged && ran)) return 'crashed'
  return judged ? 'judged' : 'unguarded'
}

function leakOf(summary: LeakSummary, late: boolean, rebase: Rebase, { excerptOf }: Findings): ReportLeak {
  // What the report names as the record does, fields of later versions included, goes through.
  const { owner, site, frames, thirdParty, opener, through, helper, help, closed, ...rest } = summary
  const excerpt = site === undefined ? undefined : excerptOf(rebase.absolute(site.file), site.line)
  const reason = summary.accepted?.reason
  return {
    ...rest,
    status: statusOf(summary, late),
    owner: { kind: owner.kind, path: owner.path },
    ...(help !== undefined && { help }),
    ...(closed !== undefined && { closed }),
    ...(reason !== undefined && { reason }),
    ...(site !== undefined && { site: { ...site, file: rebase.path(site.file) } }),
    ...(excerpt !== undefined && { excerpt }),
    frames: frames.map((text) => rebase.frame(text)),
    ...(opener !== undefined && { opener }),
    ...(through !== undefined && { through }),
    ...(helper !== undefined && { helper }),
    thirdParty,
  }
}

function statusOf(leak: LeakSummary, late: boolean): LeakStatus {
  const given: unknown = Reflect.get(leak, 'status')
  const told = leakStatuses.find((status) => status === given)
  if (told !== undefined) return told
  if (leak.accepted !== undefined) return acceptedStatus[leak.accepted.by]
  if (late) return 'late'
  return leak.severity === 'fail' ? 'new' : 'warned'
}

const acceptedStatus: Readonly<Record<Acceptance['by'], LeakStatus>> = {
  allowance: 'allowed',
  baseline: 'known',
  rule: 'allowed',
}
