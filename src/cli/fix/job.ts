import { relative, sep } from 'node:path'

import type { ReportLeak } from '../../report/model/model'

/** What became of one leak. */
export interface Outcome {
  readonly file: string
  readonly leak: ReportLeak
  /** `planned`: what a dry run would try first. */
  readonly result: 'fixed' | 'allowed' | 'undone' | 'left' | 'planned'
  /** Why it is undone or left. */
  readonly reason: string
  readonly diff: string
}

/** All that fixing one test file needs. */
export interface Job {
  /** As reports name it. */
  readonly name: string
  readonly path: string
  readonly cwd: string
  readonly rest: readonly string[]
  readonly isDry: boolean
  readonly allow: string | undefined
  readonly leaks: readonly ReportLeak[]
  readonly setupFile: () => Promise<string | undefined>
  /** A file of the report's repository, in this checkout. */
  readonly at: (name: string) => string
  readonly refused: (path: string) => string | undefined
  readonly tell: (outcome: Outcome) => void
}

/** A path as diffs name it. */
export function shown(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/')
}
