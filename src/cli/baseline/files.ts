import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

import { judgedFile, judgedRun } from '../../report/model/judged-file'
import type { Report } from '../../report/model/model'
import { repositoryOf } from '../../report/repository'
import { posixPath } from '../../report/posix-path'
import { readFile } from '../../loading/read-file'
import { type BaselineEntry, formatBaseline, parseBaseline } from '../../verdict/accepted/baseline'
import type { JudgedRun } from '../../verdict/accepted/baseline-check'
import { UsageError } from '../../terminal/usage-error'

/** One baseline with the part of the reports that it is about: each project may have its own. */
export interface BaselineFile {
  /** Relative to the working directory. */
  readonly path: string
  readonly reports: readonly JudgedRun[]
  /** Is a test file still there? */
  readonly exists: (file: string) => boolean
}

/** The baselines of the projects that have run. */
export function baselineFiles(reports: readonly Report[], cwd: string): BaselineFile[] {
  const base = repositoryOf(cwd, process.env, cwd)
  const files = reports.flatMap((report) => report.files)
  const roots = new Map(
    files.flatMap(({ baseline, root = '' }) => (baseline === undefined ? [] : [[baseline, root]])),
  )
  return [...roots].map(([baseline, root]) => ({
    path: posixPath(cwd, join(base, baseline)),
    reports: reports.map((report) => ({
      ...judgedRun(report),
      files: report.files.filter((file) => file.baseline === baseline).map(judgedFile),
    })),
    exists: (file) => existsSync(join(base, posix.join(root, file))),
  }))
}

/** The entries of a baseline; `undefined` when there is no such file. */
export function readEntries(path: string, cwd: string): BaselineEntry[] | undefined {
  const text = readFile(join(cwd, path))
  const entries = text === undefined ? undefined : parseBaseline(String(text))
  if (typeof entries === 'string') throw new UsageError(`the baseline \`${path}\` cannot be used: ${entries}`)
  return entries
}

export function writeEntries(path: string, cwd: string, entries: readonly BaselineEntry[]): void {
  const file = join(cwd, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, formatBaseline(entries))
}
