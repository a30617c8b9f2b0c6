/** What the page is made of: small, because thousands of files must fit. Numbers that stand for texts are places in lists. */
export interface PageData {
  readonly title: string
  /** When it began, in ISO 8601, then `Jest 30.5.2`, `Node v24.0.0` ... of each run. */
  readonly runs: readonly (readonly [startedAt: string, ...facts: string[]])[]
  /** What is not as it should be: missing shards, blind detectors. */
  readonly notices: readonly string[]
  readonly fixed: readonly string[]
  /** Leaks by status: how it is called, and how many. */
  readonly statuses: readonly (readonly [status: string, word: string, count: number])[]
  readonly totals: {
    readonly files: number
    readonly tests: number
    readonly failed: number
    readonly notRun: number
  }
  readonly files: FileColumns
  readonly texts: readonly string[]
  readonly excerpts: readonly (readonly [first: number, ...lines: string[]])[]
  readonly leaks: readonly LeakRow[]
  /** Leaks of one cause, by their places; the most pressing first. */
  readonly causes: readonly (readonly number[])[]
}

/** Files in the order of the report, a column for each property. */
export interface FileColumns {
  readonly directories: readonly string[]
  /** Places of directories. */
  readonly directory: readonly number[]
  readonly name: readonly string[]
  /** 0: judged, 1: crashed, 2: without leak detection. */
  readonly state: readonly number[]
  readonly problems: Readonly<Record<number, string>>
  /** Tests that ran. */
  readonly tests: readonly number[]
  readonly failed: readonly number[]
  /** Milliseconds since the first file began; null where it is not known. */
  readonly began: readonly (number | null)[]
  /** Milliseconds. */
  readonly took: readonly (number | null)[]
  readonly figures: Figures
}

/** One leak; -1 stands for nothing. */
export type LeakRow = readonly [
  file: number,
  status: number,
  severity: number,
  count: number,
  type: number,
  ownerKind: number,
  owner: number,
  headline: number,
  help: number,
  closed: number,
  reason: number,
  place: number,
  frames: number,
  excerpt: number,
  line: number,
  fingerprint: number,
  name: number,
  openedBy: number,
  via: number,
  details: number,
]

/** What is counted before a file, as its tests left it, and after its leaks were closed; null where it is not known. */
export type Course = readonly (number | null)[]

/** One thing that is counted for every file. */
export interface Figure {
  readonly title: string
  readonly unit: string
  /** Undefined when only the end is counted. */
  readonly before?: Course
  readonly end: Course
  readonly after?: Course
}

export type Figures = readonly Figure[]
