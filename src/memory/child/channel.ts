/** The descriptor on which the Jest process answers, one JSON document. */
export const answerDescriptor = 3

/** Set for the Jest process alone, which deletes it before anything else can see it. */
export const requestVariable = 'LEAKGUARD_MEMORY'

/** What the Jest process is asked to do. */
export interface Request {
  /** The directory of the package `jest`, or `jest-cli`. */
  readonly jest: string
  /** Where a heap snapshot goes when files are kept. */
  readonly snapshot: string
  /** Write it even when nothing is kept. */
  readonly always: boolean
}

/** Memory of the process after a collection, in bytes. */
export interface Memory {
  readonly heapUsed: number
  readonly external: number
  readonly arrayBuffers: number
  readonly rss: number
}

/** One test file that ran in the Jest process. */
export interface FileMemory {
  /** What its note in the heap snapshot is called. */
  readonly id: string
  readonly file: string
  /** Before its sandbox was made; absent where collecting after each file would have taken too long. */
  readonly before?: Memory
  /** Its sandbox was still there when Jest was done. */
  readonly kept: boolean
}

export interface Answer {
  readonly files: readonly FileMemory[]
  /** When Jest was done, or its run was ended. */
  readonly after: Memory
  /** The run was ended before its last file: what was kept had become too much to be looked at. */
  readonly ended: boolean
  readonly snapshotWritten: boolean
  /** Paths of the source maps of what the kept files had loaded, by file. */
  readonly sourceMaps: Readonly<Record<string, string>>
}
