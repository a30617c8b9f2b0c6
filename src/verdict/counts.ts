import type { ExceededLimit } from './limits'

/** Sockets with the same peer in the same state. */
export interface SocketCount {
  /** `127.0.0.1:5432`; for accepted ones the address alone, because each client has a port of its own. */
  readonly peer: string
  /** Accepted by a server of this process. */
  readonly accepted: boolean
  readonly state: 'open' | 'unref' | 'closing' | 'connecting'
  readonly count: number
}

export interface PoolCount {
  /** The resource type: `pg-pool`, `mysql-pool`. */
  readonly type: string
  /** `user@host:port/database`, once it has connected. */
  readonly server: string | undefined
  readonly max: number | undefined
  readonly total: number
  readonly idle: number
  readonly waiting: number
  readonly checkedOut: number
}

/** Bytes. */
export interface MemoryCount {
  readonly heapUsed: number
  readonly external: number
  readonly arrayBuffers: number
  /** Undefined where the system does not tell. */
  readonly rss: number | undefined
}

export interface DescriptorCount {
  readonly open: number
  /** The soft limit of the process, `ulimit -n`. */
  readonly limit: number | undefined
}

/** What this process has in use at one moment. */
export interface ProcessCounts {
  /** What keeps the process alive, by resource type. */
  readonly handles: Readonly<Record<string, number>>
  /** Undefined where the system does not tell: anywhere but on Linux. */
  readonly fileDescriptors: DescriptorCount | undefined
  readonly memory: MemoryCount
}

/** The same with what the test file has open. */
export interface ResourceCounts extends ProcessCounts {
  readonly sockets: readonly SocketCount[]
  readonly pools: readonly PoolCount[]
  /** Live instances by name. */
  readonly singletons: Readonly<Record<string, number>>
}

/** One test file: before it was loaded, as its tests left it, and once its leaks were closed. */
export interface FileCounts {
  /** When the file began and ended, in milliseconds since 1970. */
  readonly time: readonly [number, number]
  /** Tells the processes and threads that ran test files apart. */
  readonly worker: string
  readonly before: ProcessCounts
  readonly end: ResourceCounts
  readonly after: ResourceCounts
  /** The most memory that the process has ever had, in bytes. */
  readonly peakRss: number
  /** What there is more of after the file than before it, and no finding explains. */
  readonly unexplained: Readonly<Record<string, number>>
  /** Limits that were exceeded; absent when none was. */
  readonly limits?: readonly ExceededLimit[]
}

/**
 * What nobody accounts for of the difference, by resource type. `left` are findings that were not closed, `accounted` the
 * handles, by type, that are open still and were judged, as what they are or as parts of something.
 */
export function unexplained(
  before: ProcessCounts,
  after: ProcessCounts,
  left: readonly { readonly type: string; readonly count: number }[],
  accounted: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const differences: Record<string, number> = {}
  const explained = new Map<string, number>()
  for (const { type, count } of left) explained.set(type, (explained.get(type) ?? 0) + count)
  for (const [type, count] of Object.entries(after.handles)) {
    // Counted by owner: none that is not followed.
    if (type === 'timer') continue
    const known = Math.max(explained.get(type) ?? 0, accounted[type] ?? 0)
    const more = count - (before.handles[type] ?? 0) - known
    if (more > 0) differences[type] = more
  }
  const descriptors = (after.fileDescriptors?.open ?? 0) - (before.fileDescriptors?.open ?? 0)
  const known = left.reduce((sum, { count }) => sum + count, 0)
  if (descriptors > known) differences.fileDescriptors = descriptors - known
  return differences
}
