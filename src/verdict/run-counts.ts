import type { FileCounts, ProcessCounts, ResourceCounts } from './counts'
import type { FileRecord } from './record'

/** What one process of a run, or one thread, had before its first test file and after its last. */
export interface WorkerCounts {
  readonly files: number
  readonly first: ProcessCounts
  readonly last: ResourceCounts
  /** The most memory that the process has ever had, in bytes. */
  readonly peakRss: number
}

/** One entry per worker, in the order in which they began. */
export function workerCounts(records: readonly Pick<FileRecord, 'counts'>[]): WorkerCounts[] {
  const workers = new Map<string, FileCounts[]>()
  for (const counts of records.flatMap((record) => record.counts ?? [])) {
    workers.set(counts.worker, [...(workers.get(counts.worker) ?? []), counts])
  }
  return [...workers.values()]
    .map((files) => ({
      first: files.reduce((a, b) => (b.time[0] < a.time[0] ? b : a)),
      last: files.reduce((a, b) => (b.time[1] > a.time[1] ? b : a)),
      files,
    }))
    .sort((a, b) => a.first.time[0] - b.first.time[0])
    .map(({ files, first, last }) => ({
      files: files.length,
      first: first.before,
      last: last.after,
      peakRss: Math.max(...files.map(({ peakRss }) => peakRss)),
    }))
}
