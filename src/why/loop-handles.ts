interface LoopHandle {
  readonly fd?: number
  readonly is_active?: boolean
  readonly writeQueueSize?: number
}

/**
 * Descriptors of streams that are open and ref'd but inactive: the pipe to a child that nobody
 * writes to, a terminal that nobody reads. They keep nothing alive, and JavaScript cannot tell.
 */
export function inactiveDescriptors(): Set<number> {
  // Else the report looks up the names of all peers, which can take seconds.
  Reflect.set(process.report, 'excludeNetwork', true)
  const { libuv = [] } = process.report.getReport() as { libuv?: readonly LoopHandle[] }
  // A write that is under way keeps the loop going without making its handle active.
  const idle = libuv.filter(
    ({ is_active, writeQueueSize = 0 }) => is_active === false && writeQueueSize === 0,
  )
  return new Set(idle.flatMap(({ fd }) => (fd === undefined ? [] : [fd])))
}
