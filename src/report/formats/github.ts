import { type Cause, causesOf, isFailing, type LeakInFile, ownersOf } from '../model/leaks'
import type { Report, Site } from '../model/model'
import { plainLine } from '../plain-text'

/** GitHub shows so many annotations of one level per step. */
export const annotationsPerLevel = 10

/** Causes that one annotation tells of. */
const causesPerLine = 3

/**
 * GitHub's workflow commands, one per line: one for each line of source, whoever it leaked for. What failed a test is
 * left out with `testsAnnotated`: Jest's own `github-actions` reporter has annotated the failure.
 */
export function github(report: Report, { testsAnnotated = false } = {}): string {
  const places = new Map<string, Cause[]>()
  for (const cause of causesOf(withoutAnnotated(report, testsAnnotated))) {
    const { first } = cause
    if (!['new', 'late', 'warned'].includes(first.leak.status)) continue
    const { file, line } = siteOf(first)
    const key = JSON.stringify([isFailing(first.leak), file, line])
    places.set(key, [...(places.get(key) ?? []), cause])
  }
  const isError = ([cause]: readonly Cause[]): boolean => cause !== undefined && isFailing(cause.first.leak)
  const all = [...places.values()]
  const errors = all.filter(isError)
  const warnings = all.filter((causes) => !isError(causes))
  const hidden =
    Math.max(0, errors.length - annotationsPerLevel) + Math.max(0, warnings.length - annotationsPerLevel)
  const rest = hidden === 1 ? '1 more line that leaks is' : `${String(hidden)} more lines that leak are`
  const lines = [
    ...errors.slice(0, annotationsPerLevel).map((causes) => command('error', causes)),
    ...warnings.slice(0, annotationsPerLevel).map((causes) => command('warning', causes)),
    ...(hidden === 0 ? [] : [`::notice title=Leaks::${rest} in the job's summary`]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** What belongs to no test of a file that did not run has no failed test. */
function withoutAnnotated({ files }: Report, testsAnnotated: boolean): Pick<Report, 'files'> {
  if (!testsAnnotated) return { files }
  return {
    files: files.map((file) => {
      const { passed, failed } = file.tests ?? { passed: 0, failed: 0 }
      const leaks = file.leaks.filter(({ status }) => status !== 'new' || passed + failed === 0)
      return { ...file, leaks }
    }),
  }
}

function siteOf({ file, leak }: LeakInFile): Site {
  return leak.site ?? { file: file.file, line: 1, column: 1 }
}

function command(level: string, causes: readonly Cause[]): string {
  const [first] = causes
  if (first === undefined) return ''
  const place = siteOf(first.first)
  const types = [...new Set(causes.map((cause) => cause.first.leak.type))]
  const properties = {
    file: place.file,
    line: String(place.line),
    col: String(place.column),
    title: `${types.length === 1 ? 'Leak' : 'Leaks'}: ${types.join(', ')}`,
  }
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
  const rest = causes.length - causesPerLine
  const text = [
    ...causes.slice(0, causesPerLine).flatMap(textOf),
    ...(rest > 0 ? [`and ${String(rest)} more`] : []),
  ]
  return `::${level} ${written.join(',')}::${data(text.map(plainLine).join('\n'))}`
}

function textOf(cause: Cause): string[] {
  const { leak } = cause.first
  return [
    ownersOf(cause),
    leak.headline,
    ...(leak.details ?? []),
    ...(leak.help === undefined ? [] : [`help: ${leak.help}`]),
  ]
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(plainLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
