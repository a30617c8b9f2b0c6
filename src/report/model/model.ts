import type { FileCounts } from '../../verdict/counts'
import type { OwnerKind } from '../../verdict/leak'
import type { WorkerCounts } from '../../verdict/run-counts'

/** Version of the report format: raised when a reader of the old one would go wrong. */
export const reportSchema = 1

/** Tells our documents from other JSON. */
export const reportFormat = 'jest-leakguard'

/**
 * `new`: failed its owner; `warned`: reported only; `allowed`: an allowance covers it; `known`: the baseline lists it;
 * `closed-late`: somebody closed it before it was judged; `late`: opened by work that outlived its file.
 */
export type LeakStatus = 'new' | 'warned' | 'allowed' | 'known' | 'closed-late' | 'late'

export const leakStatuses: readonly LeakStatus[] = [
  'new',
  'late',
  'warned',
  'known',
  'allowed',
  'closed-late',
]

export interface Site {
  /** Below the repository, with forward slashes. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Some lines of source around a site. */
export interface Excerpt {
  /** Number of the first line. */
  readonly first: number
  readonly lines: readonly string[]
}

export interface ReportPackage {
  readonly name: string
  readonly version?: string | undefined
}

/** One leak of one owner. Readers keep what they do not know. */
export interface ReportLeak {
  readonly fingerprint: string
  readonly type: string
  readonly status: LeakStatus
  readonly severity: string
  readonly count: number
  readonly owner: { readonly kind: OwnerKind; readonly path: readonly string[] }
  readonly headline: string
  /** What is known of it: `pool: orders (max 10): 1 checked out`, one line each. */
  readonly details?: readonly string[]
  /** How to close it. */
  readonly help?: string
  /** Milliseconds that its test took. */
  readonly duration?: number
  /** What was done to it after the verdict. */
  readonly closed?: string
  /** Why an allowance accepts it. */
  readonly reason?: string
  readonly site?: Site
  readonly excerpt?: Excerpt
  readonly frames: readonly string[]
  /** The package whose code opened it. */
  readonly opener?: ReportPackage
  /** The package that the project called. */
  readonly through?: ReportPackage
  /** The package whose object the project holds: help is about this one. */
  readonly helper?: ReportPackage
  readonly thirdParty: boolean
  readonly facts: Readonly<Record<string, unknown>>
}

export interface TestCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One test file of one project. Readers keep what they do not know: resets, server-side tables. */
export interface ReportFile {
  /** Below the repository, with forward slashes. */
  readonly file: string
  /** Name of the Jest project, when it has one. */
  readonly project?: string
  /** The root directory of its project, below the repository. */
  readonly root?: string
  /** The baseline that it is judged by, whether there is one or not, below the repository. */
  readonly baseline?: string
  /** Titles of the tests and describe blocks that did not run completely or failed by themselves; `[]`: the file. */
  readonly unfinished?: readonly (readonly string[])[]
  /** `judged`: its leaks are known; `crashed`: it ended before; `unguarded`: another environment ran it. */
  readonly state: 'judged' | 'crashed' | 'unguarded'
  /** Why it is not judged, in one line. */
  readonly problem?: string
  readonly tests?: TestCounts
  /** Milliseconds. */
  readonly duration?: number
  /** What the process had in use. */
  readonly counts?: FileCounts
  readonly leaks: readonly ReportLeak[]
}

/** One run of Jest: a merged report has several. */
export interface RunFacts {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Milliseconds. */
  readonly duration?: number
  /** Where Jest's root directory is below the repository; empty at its top. */
  readonly directory: string
  readonly jest?: string
  readonly node: string
  readonly platform: string
  readonly seed?: number
  readonly shard?: { readonly index: number; readonly count: number }
  /** Why not everything ran: `bail`, `interrupted`, `test name pattern` ... Empty for a complete run or shard. */
  readonly partial: readonly string[]
  /** Test files that Jest had chosen and did not run. */
  readonly notRun: number
  /** Before the first file and after the last of each worker; absent when nothing was counted. */
  readonly counts?: readonly WorkerCounts[]
}

/** Leaks by status, counting each resource; files and tests. */
export interface Totals {
  readonly files: number
  readonly crashed: number
  readonly unguarded: number
  readonly notRun: number
  readonly tests: TestCounts
  readonly leaks: Readonly<Record<LeakStatus, number>>
}

/** A known leak that no longer occurs. */
export interface FixedLeak {
  readonly fingerprint: string
  readonly [field: string]: unknown
}

/** Everything before the files in a document. */
export interface ReportHead {
  readonly format: typeof reportFormat
  readonly schema: typeof reportSchema
  readonly tool: { readonly name: string; readonly version: string }
  readonly runs: readonly RunFacts[]
  /** Shards that are not in here, as `2 of 3`, with their directory. */
  readonly missingShards: readonly string[]
  readonly notices: readonly string[]
}

/** Everything behind the files. */
export interface ReportTail {
  /** Entries of the baseline that are not needed any more; absent when not everything ran. */
  readonly fixed?: readonly FixedLeak[]
  readonly totals: Totals
}

/** A whole report: one JSON document, from which every other format is made. */
export interface Report extends ReportHead, ReportTail {
  readonly files: readonly ReportFile[]
}
