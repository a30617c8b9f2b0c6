import type { Report, ReportFile, ReportHead, Totals } from '../model'

/**
 * The report as one JSON document, one line per file: `leakguard merge` reads and writes such documents line
 * by line, so that it never holds more than one file of each.
 */
export function json(report: Report): string {
  const { files, totals, ...head } = report
  return [...documentStart(head), ...joinFiles(files), documentEnd(totals)].join('')
}

/** Ends with the opening of the list of files. */
export function documentStart(head: ReportHead): string[] {
  return [`${JSON.stringify(head).slice(0, -1)},"files":[`]
}

export function fileLine(file: ReportFile): string {
  return JSON.stringify(file)
}

export function documentEnd(totals: Totals): string {
  return `\n],"totals":${JSON.stringify(totals)}}\n`
}

function joinFiles(files: readonly ReportFile[]): string[] {
  return files.map((file, index) => `${index === 0 ? '\n' : ',\n'}${fileLine(file)}`)
}
