import { posix } from '../../kept/path'

import type { JudgedFile, JudgedRun } from '../../verdict/accepted/baseline-check'
import type { LeakStatus, Report, ReportFile } from './model'

/** What somebody has accepted elsewhere, or has closed: no baseline is about it. */
const apart: readonly LeakStatus[] = ['allowed', 'closed-late']

/** Is a baseline about leaks of this status? */
export function concernsBaseline(status: LeakStatus): boolean {
  return !apart.includes(status)
}

/** A file of a report, as baselines see it: paths start at the root directory of its project. */
export function judgedFile({ file, root = '', leaks, unfinished }: ReportFile): JudgedFile {
  return {
    file: below(root, file),
    unfinished,
    leaks: leaks
      .filter(({ status }) => concernsBaseline(status))
      .map(({ count, fingerprint, owner, opener, site, thirdParty, type }) => ({
        owner: owner.path.join(' › '),
        type,
        by: (thirdParty ? opener?.name : undefined) ?? (site === undefined ? '' : below(root, site.file)),
        count,
        fingerprint,
      })),
  }
}

/** A report as one run: a shard, or as whole as it is. */
export function judgedRun({ runs, missingShards, files }: Report): JudgedRun {
  const [first] = runs
  return {
    partial: [
      ...runs.flatMap(({ partial }) => partial),
      ...missingShards.map((shard) => `shard ${shard} is missing`),
    ],
    shard: runs.length === 1 ? first?.shard : undefined,
    files: files.map(judgedFile),
  }
}

function below(root: string, path: string): string {
  return root === '' ? path : posix.relative(root, path)
}
