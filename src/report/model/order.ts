import type { ReportFile } from './model'

/** By code unit, so that the order does not depend on the machine's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The order of files in every report. */
export function compareFiles(a: FileKey, b: FileKey): number {
  return compareText(a.file, b.file) || compareText(a.project ?? '', b.project ?? '')
}

export type FileKey = Pick<ReportFile, 'file' | 'project'>
