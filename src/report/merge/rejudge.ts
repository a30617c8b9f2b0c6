import { posix } from '../../kept/path'

import { type BaselineEntry, KnownLeaks } from '../../verdict/accepted/baseline'
import { checkBaseline, type JudgedFile } from '../../verdict/accepted/baseline-check'
import { concernsBaseline, judgedFile } from '../model/judged-file'
import type { FixedLeak, LeakStatus, ReportFile, ReportLeak } from '../model/model'

/** What a merge asks of the repository; paths are below it. */
export interface Repository {
  /** The entries of a baseline; undefined when there is no such file. */
  readonly baseline: (path: string) => readonly BaselineEntry[] | undefined
  readonly exists: (path: string) => boolean
}

interface Judged {
  readonly root: string
  readonly entries: readonly BaselineEntry[]
  readonly byFile: ReadonlyMap<string, readonly BaselineEntry[]>
  /** Those that the baseline is about. */
  readonly files: JudgedFile[]
}

/** Judges files by the baselines as they are now; what is fixed is known once all are judged. */
export class Rejudge {
  readonly #repository: Repository
  readonly #baselines = new Map<string, Judged | undefined>()

  constructor(repository: Repository) {
    this.#repository = repository
  }

  /** The file itself when nothing changes. */
  judge(file: ReportFile): ReportFile {
    const judged = this.#judgedBy(file)
    if (judged === undefined) return file
    const own = judgedFile(file)
    const entries = judged.byFile.get(own.file) ?? []
    if (entries.length > 0 && file.state === 'judged') judged.files.push(own)
    const known = new KnownLeaks(entries)
    const leaks = file.leaks.map((leak) => {
      if (!concernsBaseline(leak.status)) return leak
      const status = known.take(leak) ? 'known' : statusWithout(leak)
      return status === leak.status ? leak : { ...leak, status }
    })
    return leaks.every((leak, index) => leak === file.leaks[index]) ? file : { ...file, leaks }
  }

  /** Entries that are not needed any more; undefined without any baseline. */
  fixed(): FixedLeak[] | undefined {
    const baselines = [...this.#baselines.values()].filter((judged) => judged !== undefined)
    if (baselines.length === 0) return undefined
    return baselines.flatMap(({ entries, files, root }) => {
      const exists = (file: string): boolean => this.#repository.exists(posix.join(root, file))
      const { stale } = checkBaseline(entries, [{ partial: [], files }], exists)
      return stale.map(({ entry, observed }) => ({ ...entry, file: posix.join(root, entry.file), observed }))
    })
  }

  #judgedBy({ baseline, root = '' }: ReportFile): Judged | undefined {
    if (baseline === undefined) return undefined
    if (!this.#baselines.has(baseline)) {
      const entries = this.#repository.baseline(baseline)
      this.#baselines.set(baseline, entries && { root, entries, byFile: groupByFile(entries), files: [] })
    }
    return this.#baselines.get(baseline)
  }
}

function groupByFile(entries: readonly BaselineEntry[]): Map<string, BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>()
  for (const entry of entries) {
    const group = groups.get(entry.file)
    if (group === undefined) groups.set(entry.file, [entry])
    else group.push(entry)
  }
  return groups
}

function statusWithout({ status, severity }: ReportLeak): LeakStatus {
  if (status !== 'known') return status
  return severity === 'fail' ? 'new' : 'warned'
}
