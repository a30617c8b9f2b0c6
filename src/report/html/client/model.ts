import type { PageData } from '../page-data'

/** One leak with its texts. */
export interface Leak {
  readonly file: number
  readonly status: string
  readonly severity: 'fail' | 'warn'
  readonly count: number
  readonly type: string
  /** As messages call it: `PostgreSQL pool`. */
  readonly name: string
  readonly openedBy: string | undefined
  readonly via: string | undefined
  /** Facts, one per line. */
  readonly details: string | undefined
  readonly ownerKind: string
  readonly owner: string
  readonly headline: string
  readonly help: string | undefined
  readonly closed: string | undefined
  readonly reason: string | undefined
  readonly place: string
  readonly frames: string | undefined
  readonly excerpt: PageData['excerpts'][number] | undefined
  readonly line: number
  readonly fingerprint: string
}

/** Leaks that have one cause. */
export interface Cause {
  readonly leaks: readonly Leak[]
  readonly first: Leak
  readonly count: number
  /** What the search looks into. */
  readonly searched: string
}

export interface Model {
  readonly data: PageData
  readonly causes: readonly Cause[]
  /** Resources that each file leaked, whatever their status. */
  readonly leaksOf: readonly number[]
  readonly pathOf: (file: number) => string
  /** How a status is called. */
  readonly wordOf: (status: string) => string
}

export function readModel(text: string): Model {
  const data = JSON.parse(text) as PageData
  const { files, leaks, causes, excerpts, statuses, texts } = data
  const pathOf = (file: number): string =>
    `${files.directories[files.directory[file] ?? 0] ?? ''}${files.name[file] ?? ''}`
  const at = (place: number): string | undefined => texts[place]
  const all = leaks.map((row): Leak => {
    const [
      file,
      status,
      severity,
      count,
      type,
      ownerKind,
      owner,
      headline,
      help,
      closed,
      reason,
      place,
      frames,
    ] = row
    return {
      file,
      status: statuses[status]?.[0] ?? '',
      severity: severity === 1 ? 'warn' : 'fail',
      count,
      type: at(type) ?? '',
      ownerKind: at(ownerKind) ?? '',
      owner: at(owner) ?? '',
      headline: at(headline) ?? '',
      help: at(help),
      closed: at(closed),
      reason: at(reason),
      place: at(place) ?? '',
      frames: at(frames),
      excerpt: excerpts[row[13]],
      line: row[14],
      fingerprint: at(row[15]) ?? '',
      name: at(row[16]) ?? '',
      openedBy: at(row[17]),
      via: at(row[18]),
      details: at(row[19]),
    }
  })
  const leaksOf = files.name.map(() => 0)
  for (const { file, count } of all) leaksOf[file] = (leaksOf[file] ?? 0) + count
  const words = new Map(statuses.map(([status, word]) => [status, word]))
  return {
    data,
    pathOf,
    leaksOf,
    wordOf: (status) => words.get(status) ?? status,
    causes: causes.flatMap((places) => {
      const members = places.flatMap((place) => all[place] ?? [])
      const [first] = members
      return first === undefined ? [] : [causeOf(first, members, pathOf)]
    }),
  }
}

function causeOf(first: Leak, leaks: readonly Leak[], pathOf: Model['pathOf']): Cause {
  const parts = leaks.flatMap(({ file, owner, fingerprint }) => [pathOf(file), owner, fingerprint])
  return {
    first,
    leaks,
    count: leaks.reduce((sum, { count }) => sum + count, 0),
    searched: [
      ...[first.type, first.name, first.headline, first.place, first.openedBy ?? '', first.via ?? ''],
      ...[first.frames ?? '', ...parts],
    ]
      .join('\n')
      .toLowerCase(),
  }
}
