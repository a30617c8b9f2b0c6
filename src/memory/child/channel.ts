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
  /** Set: it is asked what grows within the files that run, and heap snapshots of each go into this directory. */
  readonly growth?: string
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
  /** What a collection leaves after its last test beyond what it leaves after the first third of them, in bytes. */
  readonly within?: number
}

/** A function that allocates, as V8 ran it. */
export interface Allocator {
  /** Empty for one without a name. */
  readonly name: string
  readonly file: string
  readonly line: number
  readonly column: number
  /** It is a module that was loaded. */
  readonly loads: boolean
  readonly bytes: number
}

/** A test, or the hooks of a block, and what it has allocated of what is still there when its file is over. */
export interface GrownOwner {
  /** `test "orders › adds"`, `beforeAll of "orders"`. */
  readonly name: string
  /** Tests that ended before it, too soon after each other to be measured one by one. */
  readonly with: number
  readonly heap: readonly Allocator[]
  /** Bytes outside the heap, and the calls of `Buffer` that made them. */
  readonly external: number
  readonly buffers: readonly Allocator[]
}

/** What one test file's tests left in memory. */
export interface GrownFile {
  readonly file: string
  readonly owners: readonly GrownOwner[]
  /** Heap snapshots, from before its first test and after its last. */
  readonly before: string
  readonly after: string
}

export interface Answer {
  readonly files: readonly FileMemory[]
  /** When Jest was done, or its run was ended. */
  readonly after: Memory
  /** The run was ended before its last file: what was kept had become too much to be looked at. */
  readonly ended: boolean
  readonly snapshotWritten: boolean
  /** Where growth was asked for. */
  readonly grown: readonly GrownFile[]
  /** Paths of the source maps of what the kept files had loaded, by file. */
  readonly sourceMaps: Readonly<Record<string, string>>
}
