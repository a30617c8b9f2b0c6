import { allLeaks, fileTitle, isFailing, type LeakInFile, ownerTitle } from '../model/leaks'
import type { Report } from '../model/model'
import { plainLine } from '../plain-text'

/** GitHub shows so many annotations of one level per step. */
export const annotationsPerLevel = 10

/**
 * GitHub's workflow commands, one per line. Leaks that failed a test are left out with `testsAnnotated`: Jest's
 * own `github-actions` reporter has annotated the failure.
 */
export function github(report: Report, { testsAnnotated = false } = {}): string {
  const told = allLeaks(report).filter(
    ({ leak }) =>
      ['new', 'late', 'warned'].includes(leak.status) &&
      !(testsAnnotated && leak.status === 'new' && leak.owner.kind === 'test'),
  )
  const errors = told.filter(({ leak }) => isFailing(leak))
  const warnings = told.filter(({ leak }) => !isFailing(leak))
  const hidden =
    Math.max(0, errors.length - annotationsPerLevel) + Math.max(0, warnings.length - annotationsPerLevel)
  const lines = [
    ...errors.slice(0, annotationsPerLevel).map((found) => command('error', found)),
    ...warnings.slice(0, annotationsPerLevel).map((found) => command('warning', found)),
    ...(hidden === 0 ? [] : [`::notice title=Leaks::${String(hidden)} more leaks are in the job's summary`]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function command(level: string, { file, leak }: LeakInFile): string {
  const place = leak.site ?? { file: file.file, line: 1, column: 1 }
  const properties = {
    file: place.file,
    line: String(place.line),
    col: String(place.column),
    title: `Leak: ${leak.type}`,
  }
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`)
  const text = [
    `${fileTitle(file)} › ${ownerTitle(leak)}`,
    leak.headline,
    ...(leak.help === undefined ? [] : [`help: ${leak.help}`]),
  ]
  return `::${level} ${written.join(',')}::${data(text.map(plainLine).join('\n'))}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(plainLine(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
