import { type BaselineEntry, type Count, leastKnown, mostKnown } from './baseline'

/** One leak, as a baseline sees it: what an allowance accepts is left out before. */
export type JudgedLeak = Omit<BaselineEntry, 'file' | 'count'> & { readonly count: number }

/** One test file that was judged. */
export interface JudgedFile {
  /** Relative to the root directory of its project, with forward slashes. */
  readonly file: string
  readonly leaks: readonly JudgedLeak[]
  /** Titles of the tests and describe blocks that did not run completely or failed by themselves; `[]`: the file. */
  readonly unfinished?: readonly (readonly string[])[] | undefined
}

/** One run of Jest, or one shard of it. */
export interface JudgedRun {
  /** Why only a part of the suite has run; empty for a whole run or shard. */
  readonly partial: readonly string[]
  readonly shard?: { readonly index: number; readonly count: number } | undefined
  readonly files: readonly JudgedFile[]
}

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
export function partialReasons(reports: readonly Omit<JudgedRun, 'files'>[]): string[] {
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
export function observedEntries(reports: readonly JudgedRun[]): BaselineEntry[] {
  const counts = new Map<string, { entry: BaselineEntry; perRun: number[] }>()
  // Shards are parts of one run.
  const runs = groupShards(reports)
  for (const [run, files] of runs.entries()) {
    for (const [fingerprint, { count, ...rest }] of countsIn(files)) {
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
  reports: readonly JudgedRun[],
  exists: (file: string) => boolean,
): BaselineCheck {
  const observed = new Map(observedEntries(reports).map((entry) => [entry.fingerprint, entry]))
  const known = new Map(entries.map((entry) => [entry.fingerprint, entry]))
  const files = reports.flatMap((report) => report.files)
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
  files: readonly JudgedFile[],
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
function countsIn(files: readonly JudgedFile[]): Map<string, BaselineEntry & { count: number }> {
  const counts = new Map<string, BaselineEntry & { count: number }>()
  for (const { file, leaks } of files) {
    const inFile = new Map<string, BaselineEntry & { count: number }>()
    for (const leak of leaks) {
      const count = (inFile.get(leak.fingerprint)?.count ?? 0) + leak.count
      inFile.set(leak.fingerprint, { file, ...leak, count })
    }
    for (const [fingerprint, entry] of inFile) {
      if ((counts.get(fingerprint)?.count ?? 0) < entry.count) counts.set(fingerprint, entry)
    }
  }
  return counts
}

function groupShards(reports: readonly JudgedRun[]): JudgedFile[][] {
  const whole = reports.filter(({ shard }) => shard === undefined).map(({ files }) => [...files])
  const parts = reports.filter(({ shard }) => shard !== undefined).flatMap(({ files }) => files)
  return parts.length === 0 ? whole : [...whole, parts]
}

function toCount(least: number, most: number): Count {
  return least === most ? most : [least, most]
}
