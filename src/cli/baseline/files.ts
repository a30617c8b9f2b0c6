import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { readFile } from '../../loading/read-file'
import { type BaselineEntry, formatBaseline, parseBaseline } from '../../verdict/baseline'
import type { FileRecord, RunReport } from '../../verdict/record'
import { UsageError } from '../usage-error'

/** One baseline with the part of the reports that it is about: each project may have its own. */
export interface BaselineFile {
  /** Relative to the working directory. */
  readonly path: string
  readonly reports: readonly RunReport[]
  /** Is a test file still there? */
  readonly exists: (file: string) => boolean
}

/** The baselines of the projects that have run. */
export function baselineFiles(reports: readonly RunReport[], cwd: string): BaselineFile[] {
  const files = reports.flatMap(({ records }) =>
    records.filter((record): record is FileRecord => record.kind === 'file'),
  )
  const roots = new Map(
    files.flatMap(({ baseline, root = '' }) => (baseline === undefined ? [] : [[baseline, root]])),
  )
  return [...roots].map(([path, root]) => {
    const own = new Set(files.filter(({ baseline }) => baseline === path).map(({ file }) => file))
    return {
      path,
      reports: reports.map((report) => ({
        ...report,
        records: report.records.filter((record) =>
          record.kind === 'file' ? record.baseline === path : record.kind === 'late' && own.has(record.file),
        ),
      })),
      exists: (file) => existsSync(join(cwd, root, file)),
    }
  })
}

/** The entries of a baseline; `undefined` when there is no such file. */
export function readEntries(path: string, cwd: string): BaselineEntry[] | undefined {
  const text = readFile(join(cwd, path))
  const entries = text === undefined ? undefined : parseBaseline(String(text))
  if (typeof entries === 'string') throw new UsageError(`the baseline \`${path}\` cannot be used: ${entries}`)
  return entries
}

export function writeEntries(path: string, cwd: string, entries: readonly BaselineEntry[]): void {
  writeFileSync(join(cwd, path), formatBaseline(entries))
}
