import { type BaselineEntry, type Count, leastKnown, mostKnown } from './baseline'
import type { LeakSummary } from './leak-summary'
import type { FileRecord, LeakRecord, RunReport } from './record'

/** An entry of which less leaks than it says. */
export interface StaleEntry {
  readonly entry: BaselineEntry
  readonly observed: number
}

/** What runs say about a baseline. */
export interface BaselineCheck {
  /** Leaks that are not known, or more than are. */
  readonly fresh: readonly BaselineEntry[]
  readonly stale: readonly StaleEntry[]
  /** Entries that nothing can be said of: their tests did not run completely, or failed. */
  readonly unjudged: readonly BaselineEntry[]
}

/** Why the runs are only a part of the suite; shards that are complete together are none. */
export function partialReasons(reports: readonly RunReport[]): string[] {
  const shards = new Map(
    reports.flatMap(({ shard }) => (shard === undefined ? [] : [[shard.index, shard.count]])),
  )
  const reasons = reports.flatMap(({ partial }) => partial)
  const [count = 0] = shards.values()
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !shards.has(index))
  return [
    ...new Set([
      ...reasons,
      ...missing.map((index) => `shard ${String(index)} of ${String(count)} is missing`),
    ]),
  ]
}

/** The leaks of all runs as entries; what did not leak in every run gets a range. */
export function observedEntries(reports: readonly RunReport[]): BaselineEntry[] {
  const counts = new Map<string, { entry: BaselineEntry; perRun: number[] }>()
  // Shards are parts of one run.
  const runs = groupShards(reports)
  for (const [run, records] of runs.entries()) {
    for (const [fingerprint, { count, ...rest }] of countsIn(records)) {
      const known = counts.get(fingerprint) ?? { entry: { ...rest, count }, perRun: runs.map(() => 0) }
      known.perRun[run] = count
      counts.set(fingerprint, known)
    }
  }
  return [...counts.values()].map(({ entry, perRun }) => ({
    ...entry,
    count: toCount(Math.min(...perRun), Math.max(...perRun)),
  }))
}

/** Compares a baseline with what leaked. `exists` says of a test file whether it is still there. */
export function checkBaseline(
  entries: readonly BaselineEntry[],
  reports: readonly RunReport[],
  exists: (file: string) => boolean,
): BaselineCheck {
  const observed = new Map(observedEntries(reports).map((entry) => [entry.fingerprint, entry]))
  const known = new Map(entries.map((entry) => [entry.fingerprint, entry]))
  const files = reports.flatMap(({ records }) => records.filter(isFile))
  const stale: StaleEntry[] = []
  const unjudged: BaselineEntry[] = []
  for (const entry of entries) {
    const most = mostKnown(observed.get(entry.fingerprint)?.count ?? 0)
    if (most >= leastKnown(entry.count)) continue
    if (isJudged(entry, files, exists)) stale.push({ entry, observed: most })
    else unjudged.push(entry)
  }
  const fresh = [...observed.values()].filter(
    ({ fingerprint, count }) => mostKnown(count) > mostKnown(known.get(fingerprint)?.count ?? 0),
  )
  return { fresh, stale, unjudged }
}

/** The baseline without what is stale: counts only go down. */
export function pruned(entries: readonly BaselineEntry[], { stale }: BaselineCheck): BaselineEntry[] {
  const observed = new Map(stale.map(({ entry, observed: count }) => [entry.fingerprint, count]))
  return entries.flatMap((entry) => {
    const count = observed.get(entry.fingerprint)
    if (count === undefined) return [entry]
    return count === 0 ? [] : [{ ...entry, count: toCount(count, Math.min(count, mostKnown(entry.count))) }]
  })
}

/** The pruned baseline with what is new. */
export function updated(entries: readonly BaselineEntry[], check: BaselineCheck): BaselineEntry[] {
  const fresh = new Map(check.fresh.map((entry) => [entry.fingerprint, entry]))
  const kept = pruned(entries, check).filter(({ fingerprint }) => !fresh.has(fingerprint))
  return [...kept, ...fresh.values()]
}

function isJudged(
  entry: BaselineEntry,
  files: readonly FileRecord[],
  exists: (file: string) => boolean,
): boolean {
  const records = files.filter(({ file }) => file === entry.file)
  if (records.length === 0) return !exists(entry.file)
  return records.every(
    ({ unfinished = [] }) => !unfinished.some((path) => isWithin(entry.owner, path.join(' › '))),
  )
}

function isWithin(owner: string, unfinished: string): boolean {
  // A block is not finished when one of its tests is not; the file, whose owner is empty, likewise.
  return (
    [unfinished, owner].some((path) => path === '') ||
    owner === unfinished ||
    owner.startsWith(`${unfinished} › `) ||
    unfinished.startsWith(`${owner} › `)
  )
}

/** Files that run in several projects leak in each of them: the most of it counts. */
function countsIn(records: readonly LeakRecord[]): Map<string, BaselineEntry & { count: number }> {
  const counts = new Map<string, BaselineEntry & { count: number }>()
  for (const record of records) {
    const inRecord = new Map<string, BaselineEntry & { count: number }>()
    const leaks = record.kind === 'file' ? record.leaks : record.kind === 'late' ? [record.leak] : []
    for (const leak of leaks) {
      if (leak.accepted !== undefined && leak.accepted.by !== 'baseline') continue
      const entry = toEntry(leak)
      const count = (inRecord.get(entry.fingerprint)?.count ?? 0) + leak.count
      inRecord.set(entry.fingerprint, { ...entry, count })
    }
    for (const [fingerprint, entry] of inRecord) {
      if ((counts.get(fingerprint)?.count ?? 0) < entry.count) counts.set(fingerprint, entry)
    }
  }
  return counts
}

function toEntry({ type, owner, site, thirdParty, fingerprint }: LeakSummary): Omit<BaselineEntry, 'count'> {
  const by = thirdParty?.package ?? site?.file ?? ''
  return { file: owner.file, owner: owner.path.join(' › '), type, by, fingerprint }
}

function groupShards(reports: readonly RunReport[]): LeakRecord[][] {
  const whole = reports.filter(({ shard }) => shard === undefined).map(({ records }) => [...records])
  const parts = reports.filter(({ shard }) => shard !== undefined).flatMap(({ records }) => records)
  return parts.length === 0 && whole.length > 0 ? whole : [...whole, parts]
}

function toCount(least: number, most: number): Count {
  return least === most ? most : [least, most]
}

function isFile(record: LeakRecord): record is FileRecord {
  return record.kind === 'file'
}
