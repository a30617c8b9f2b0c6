import { ownerTitle } from './model/leaks'
import type { LeakStatus, ReportFile, RunFacts } from './model/model'
import { compareText } from './model/order'

/** One run of several that are compared. */
export interface ComparedRun {
  /** As the user would call it. */
  readonly name: string
  /** ISO 8601. */
  readonly startedAt: string
}

/** A leak over the runs. */
export interface LeakCourse {
  readonly fingerprint: string
  readonly type: string
  readonly file: string
  readonly owner: string
  readonly headline: string
  readonly status: LeakStatus
  /**
   * `new`: only since the last run; `open`: in the last run and before; `fixed`: the last run looked and did not see it;
   * `flaky`: gone and back again; `unknown`: the last run did not look.
   */
  readonly course: 'new' | 'open' | 'fixed' | 'flaky' | 'unknown'
  /** The first run that has it. */
  readonly firstSeen: ComparedRun
  /** The last run that has it. */
  readonly lastSeen: ComparedRun
  /** How many in each run, from the first to the last; null where its test file did not run to its end. */
  readonly counts: readonly (number | null)[]
}

interface Seen {
  readonly about: Pick<LeakCourse, 'fingerprint' | 'type' | 'file' | 'owner' | 'headline' | 'status'>
  readonly key: string
  readonly counts: Map<number, number>
}

/** Compares runs, which are given one after the other from the oldest on; holds their leaks, not their files. */
export class History {
  readonly runs: ComparedRun[] = []
  readonly #leaks = new Map<string, Seen>()
  /** The test files that each run has judged completely. */
  readonly #judged: Set<string>[] = []

  add(run: ComparedRun, files: Iterable<ReportFile>): void {
    const index = this.runs.push(run) - 1
    const judged = new Set<string>()
    this.#judged.push(judged)
    for (const file of files) {
      const key = JSON.stringify([file.project ?? '', file.file])
      // A test that failed by itself may not have come as far as its leak.
      if (file.state === 'judged' && file.unfinished === undefined) judged.add(key)
      for (const leak of file.leaks) {
        if (leak.status === 'closed-late') continue
        const { fingerprint, type, headline, status } = leak
        const seen = this.#leaks.get(`${key} ${fingerprint}`)
        const about = { fingerprint, type, file: file.file, owner: ownerTitle(leak), headline, status }
        const counts = seen?.counts ?? new Map<number, number>()
        counts.set(index, (counts.get(index) ?? 0) + leak.count)
        this.#leaks.set(`${key} ${fingerprint}`, { about, key, counts })
      }
    }
  }

  /** The most pressing first. */
  courses(): LeakCourse[] {
    return [...this.#leaks.values()]
      .map((seen) => this.#courseOf(seen))
      .sort((a, b) => rank[a.course] - rank[b.course] || compareText(keyOf(a), keyOf(b)))
  }

  #courseOf({ about, key, counts: seen }: Seen): LeakCourse {
    const counts = this.runs.map(
      (_, index) => seen.get(index) ?? (this.#judged[index]?.has(key) === true ? 0 : null),
    )
    const present = [...seen.keys()]
    return {
      ...about,
      course: courseOf(counts),
      firstSeen: this.#run(Math.min(...present)),
      lastSeen: this.#run(Math.max(...present)),
      counts,
    }
  }

  #run(index: number): ComparedRun {
    const { name = '', startedAt = '' } = this.runs[index] ?? {}
    return { name, startedAt }
  }
}

const rank: Readonly<Record<LeakCourse['course'], number>> = {
  new: 0,
  flaky: 1,
  open: 2,
  unknown: 3,
  fixed: 4,
}

function courseOf(counts: readonly (number | null)[]): LeakCourse['course'] {
  const first = counts.findIndex((count) => (count ?? 0) > 0)
  // What nobody looked at says nothing.
  const known = counts.slice(first).filter((count) => count !== null)
  const wentAway = known.findIndex((count) => count === 0)
  if (wentAway !== -1 && known.slice(wentAway).some((count) => count > 0)) return 'flaky'
  const last = counts.at(-1) ?? null
  if (last === null) return 'unknown'
  if (last === 0) return 'fixed'
  return first === counts.length - 1 && counts.length > 1 ? 'new' : 'open'
}

function keyOf({ file, owner, type, fingerprint }: LeakCourse): string {
  return [file, owner, type, fingerprint].join('\0')
}

/** The first instant of a merged report. */
export function startOf(runs: readonly RunFacts[]): string {
  return runs.map(({ startedAt }) => startedAt).sort(compareText)[0] ?? ''
}
