import { basename } from 'node:path'

import { readFile } from '../../loading/read-file'
import type { EnvironmentFile } from './environment-file'

/** A file as it is and as it should be. */
export interface Change {
  /** Absolute. */
  readonly file: string
  /** `undefined` for a file that is not there yet. */
  readonly before: string | undefined
  readonly after: string
  readonly mode?: number
}

/** What becomes of one configuration. */
export interface ConfigPlan {
  /** Absolute. */
  readonly file: string
  /** Who runs it, as people know it. */
  readonly from: readonly string[]
  /** Its environments as people know them: `node`, `jsdom`, a package, a file. */
  readonly environments: readonly string[]
  /** `guarded`: leaks are found in it already; `change`: they will be; `open`: only by hand. */
  readonly state: 'guarded' | 'change' | 'open'
  /** What is done, or why nothing is. */
  readonly what: string
  readonly changes: readonly Change[]
}

/** What of a configuration has an environment: the file itself, or a project that is written in it. */
export interface Part {
  readonly index: number | undefined
  readonly environment: string
  readonly rootDir: string
}

export type Outcome = Pick<ConfigPlan, 'state' | 'what' | 'changes'>

export function newFile({ path, text }: EnvironmentFile): Change {
  const before = readFile(path)
  return { file: path, before: before === undefined ? undefined : String(before), after: text }
}

export function changed(what: string, changes: readonly Change[]): Outcome {
  const real = changes.filter(({ before, after }) => before !== after)
  const files = real.filter(({ before }) => before === undefined).map(({ file }) => basename(file))
  return {
    state: 'change',
    what: [what, ...files.filter((name) => !what.includes(name)).map((name) => `new file ${name}`)].join(
      ', ',
    ),
    changes: real,
  }
}

export function byHand(what: string): Outcome {
  return { state: 'open', what, changes: [] }
}
