import { type Case, casesOf } from '../model/cases'
import { fileTitle } from '../model/leaks'
import type { Report, ReportFile } from '../model/model'
import { compareText } from '../model/order'
import { plainText } from '../plain-text'

/** The Common Test Report Format (ctrf.io); the leaks themselves stand under `extra.leakguard` of each test. */
export function ctrf(report: Report): string {
  const tests = report.files.flatMap((file) => casesOf(file).map((item) => testOf(item, file)))
  const count = (status: string): number => tests.filter((test) => test.status === status).length
  const [first] = report.runs.map(({ startedAt }) => startedAt).sort(compareText)
  const start = first === undefined ? 0 : Date.parse(first)
  const stop = Math.max(
    start,
    ...report.runs.map(({ startedAt, duration = 0 }) => Date.parse(startedAt) + duration),
  )
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    generatedBy: report.tool.name,
    results: {
      tool: { name: report.tool.name, version: report.tool.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        suites: report.files.length,
        start,
        stop,
      },
      tests,
    },
  }
  return `${JSON.stringify(document, null, 1)}\n`
}

const statuses = { passed: 'passed', failed: 'failed', error: 'other', skipped: 'skipped' } as const

function testOf({ name, outcome, message, details, duration, leaks }: Case, file: ReportFile) {
  return {
    name: plainText(name),
    status: statuses[outcome],
    duration: Math.round(duration),
    suite: [fileTitle(file)],
    filePath: file.file,
    ...(message !== '' && { message: plainText(message) }),
    ...(details !== '' && outcome !== 'skipped' && { trace: plainText(details) }),
    ...(leaks.length > 0 && { extra: { leakguard: leaks.map(({ leak }) => leak) } }),
  }
}
