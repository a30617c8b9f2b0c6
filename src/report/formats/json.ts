import type { Report, ReportFile, ReportHead, ReportTail } from '../model/model'

/**
 * The report as one JSON document, one line per file: `jest-leakguard merge` reads and writes such documents line
 * by line, so that it never holds more than one file of each.
 */
export function json(report: Report): string {
  const { files, totals, fixed, ...head } = report
  const tail = { ...(fixed !== undefined && { fixed }), totals }
  return [documentStart(head), ...files.map(fileLine).map(joinLine), documentEnd(tail)].join('')
}

/** Ends with the opening of the list of files. */
export const filesOpening = ',"files":['
/** Before everything that follows the list. */
export const filesClosing = '\n],'

export function documentStart(head: ReportHead): string {
  return `${JSON.stringify(head).slice(0, -1)}${filesOpening}`
}

export function fileLine(file: ReportFile): string {
  return JSON.stringify(file)
}

/** A line of the list at its place. */
export function joinLine(line: string, index: number): string {
  return `${index === 0 ? '\n' : ',\n'}${line}`
}

export function documentEnd(tail: ReportTail): string {
  return `${filesClosing}${JSON.stringify(tail).slice(1)}\n`
}
