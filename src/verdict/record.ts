import type { Allowance } from '../options/allowance'
import type { Severity } from '../options/severity'
import type { FileCounts } from './counts'
import type { LeakSummary } from './leak-summary'
import type { Mixed } from './databases/mixed'
import type { ServerProof } from './databases/server-proof'
import type { Victim } from './victim'

/** Version of the record format: raised when a reader of the old one would go wrong. */
export const recordSchema = 1

/** Which project of the run a file belongs to: one file may run in several. */
export interface RecordOrigin {
  /** Absolute; what the paths of the record are relative to. */
  readonly rootDir: string
  /** The project's display name. */
  readonly project: string | undefined
}

/** One test file was judged. */
export interface FileRecord {
  readonly schema: typeof recordSchema
  readonly kind: 'file'
  /** Relative to the project's root directory, with forward slashes. */
  readonly file: string
  readonly origin?: RecordOrigin
  readonly leaks: readonly LeakSummary[]
  /** What the database servers said that were asked; absent when none was. */
  readonly servers?: readonly ServerProof[] | undefined
  /** Handles, descriptors, sockets, pools and memory; absent when the file's tests did not come to their end. */
  readonly counts?: FileCounts | undefined
  /** Resets of singletons by name, when there were any. */
  readonly resets?: Readonly<Record<string, number>> | undefined
  /** What opened databases of several kinds, its file as the record's. */
  readonly mixed?: Mixed | undefined
  /** Tests that failed after others had left state behind. */
  readonly victims?: readonly Victim[] | undefined
  /** The root directory of the project and its baseline, relative to the working directory of the run. */
  readonly root?: string
  readonly baseline?: string
  /** Titles of the tests and describe blocks that did not run completely or failed by themselves; `[]`: the file. */
  readonly unfinished?: readonly (readonly string[])[]
  /** What is to be done about allowances that are not needed any more, one sentence each. */
  readonly staleAllowances?: readonly string[]
  /** What the allowances of the options were used for. */
  readonly configured?: readonly ConfiguredAllowance[]
}

/** An allowance of the options in one file; whether it is needed is known when the run is over. */
export interface ConfiguredAllowance {
  readonly allowance: Allowance
  readonly uses: number
  readonly severity: Severity
}

/** What a file's record says of what was accepted. */
export type FileNotes = Pick<
  FileRecord,
  'root' | 'baseline' | 'unfinished' | 'staleAllowances' | 'configured'
>

/** Leftover work of a finished file opened something while another file ran, or later. */
export interface LateRecord {
  readonly schema: typeof recordSchema
  readonly kind: 'late'
  readonly file: string
  readonly origin?: RecordOrigin
  readonly leak: LeakSummary
}

/** Something that the user must know and that belongs to no file: a blind channel, an internal error. */
export interface NoticeRecord {
  readonly schema: typeof recordSchema
  readonly kind: 'notice'
  readonly text: string
  /** It fails the run: there is no test any more that it could fail. */
  readonly fails?: true
}

export type LeakRecord = FileRecord | LateRecord | NoticeRecord
