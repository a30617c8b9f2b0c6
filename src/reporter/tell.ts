import { writeFile } from '../kept/fs'
import { env } from '../kept/process'
import { buildReport, type FileResult } from '../report/build'
import { excerptReader } from '../report/excerpt'
import { render } from '../report/formats'
import { github } from '../report/formats/github'
import { Rejudge } from '../report/merge/rejudge'
import { repositoryIn } from '../report/merge/repository-in'
import type { Report, ReportLeak } from '../report/model/model'
import { ownTool } from '../report/own-tool'
import { repositoryOf } from '../report/repository'
import { fixedRow, reportRow, topRows } from '../report/terminal'
import type { LeakRecord } from '../verdict/record'
import type { ChosenReports } from './choose-reports'
import type { AggregatedResult, GlobalConfig } from './jest-api'
import type { FailOn } from './options'
import { runFacts } from './run-facts'
import { appendStepSummary, writeReports } from './write-reports'

export interface ToTell {
  readonly config: GlobalConfig
  readonly failOn: FailOn
  readonly reports: ChosenReports
  readonly records: readonly LeakRecord[]
  readonly results: readonly FileResult[]
  readonly startedAt: Date
  readonly aggregated: AggregatedResult | undefined
  /** Where the command that has started Jest looks for the report. */
  readonly leaveAt: string | undefined
}

/** Makes the report of the run and writes it everywhere; returns what is to be printed and why the run fails. */
export function tell(toTell: ToTell): { readonly text: string; readonly error: Error | undefined } {
  const { config, reports, failOn, leaveAt } = toTell
  const report = reportOf(toTell)
  if (leaveAt !== undefined) writeFile(leaveAt, render(report, 'json'))
  const { files, problems } = writeReports(report, reports.formats, reports.output, config.rootDir)
  const hasLeaks = report.files.some(({ leaks }) => leaks.length > 0)
  const rows = [...topRows(report), ...fixedRow(report), ...(hasLeaks ? reportRow(files) : [])]
  const lines = [...rows, ...problems.map(notice)]
  if (reports.formats.includes('github')) lines.push(...tellGitHub(report, config))
  return { text: lines.map((line) => `${line}\n`).join(''), error: errorOf(report, failOn) }
}

function reportOf({ config, records, results, startedAt, aggregated }: ToTell): Report {
  const base = repositoryOf(config.rootDir)
  const report = buildReport({
    records,
    results,
    run: runFacts(config, base, startedAt, aggregated),
    tool: ownTool(),
    base,
    rootDir: config.rootDir,
    excerptOf: excerptReader(),
  })
  const [run] = report.runs
  if (run === undefined || run.shard !== undefined || run.partial.length > 0) return report
  // What is wrong with a baseline has been told where it was used.
  const rejudge = new Rejudge(repositoryIn(base, () => undefined))
  for (const file of report.files) rejudge.judge(file)
  const fixed = rejudge.fixed()
  return fixed === undefined ? report : { ...report, fixed }
}

function tellGitHub(report: Report, { reporters = [] }: GlobalConfig): string[] {
  const names = reporters.map((reporter): unknown => (Array.isArray(reporter) ? reporter[0] : reporter))
  const annotations = github(report, { testsAnnotated: names.includes('github-actions') })
  const problem = hasLeaks(report) ? appendStepSummary(report, env) : undefined
  return [
    ...annotations.split('\n').filter((line) => line !== ''),
    ...(problem === undefined ? [] : [notice(problem)]),
  ]
}

function hasLeaks({ totals }: Report): boolean {
  return Object.values(totals.leaks).some((count) => count > 0) || totals.crashed > 0
}

function errorOf({ files }: Report, failOn: FailOn): Error | undefined {
  if (failOn !== 'warned') return undefined
  const warned = files.flatMap(({ leaks }) => leaks.filter(isWarning))
  if (warned.length === 0) return undefined
  const what = warned.length === 1 ? '1 leak is' : `${String(warned.length)} leaks are`
  return new Error(`jest-leakguard: ${what} warned of, and failOn is "warned"`)
}

function isWarning({ status, severity }: ReportLeak): boolean {
  return status === 'warned' || (status === 'late' && severity === 'warn')
}

function notice(text: string): string {
  return `jest-leakguard: ${text}`
}
