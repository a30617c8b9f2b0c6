/** How many: exactly, or from the first to the second number. */
export type Count = number | readonly [number, number]

/** A known leak of an old code base. */
export interface BaselineEntry {
  /** The test file, relative to the root directory, with forward slashes. */
  readonly file: string
  /** Titles of the owner, for people. */
  readonly owner: string
  readonly type: string
  /** The file or package that opened it, for people. */
  readonly by: string
  readonly count: Count
  readonly fingerprint: string
}

const baselineSchema = 1

export const leastKnown = (count: Count): number => (typeof count === 'number' ? count : count[0])
export const mostKnown = (count: Count): number => (typeof count === 'number' ? count : count[1])

/** The text of a baseline: sorted, without times or absolute paths, so that branches merge. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort((a, b) => compare(keyOf(a), keyOf(b)))
  const leaks = sorted.map(({ file, owner, type, by, count, fingerprint }) => ({
    ...{ file, owner, type, by, count, fingerprint },
  }))
  const text = JSON.stringify({ schema: baselineSchema, leaks }, null, 2)
  // Ranges stay on their line.
  return `${text.replace(/\[\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2]')}\n`
}

/** Reads a baseline; a string says what is wrong with it. An entry that a merge has doubled counts once. */
export function parseBaseline(text: string): BaselineEntry[] | string {
  if (/^<{7} /m.test(text))
    return 'it has the conflict markers of a merge: resolve them, or `jest-leakguard baseline update`'
  let found: unknown
  try {
    // Editors on Windows begin a file with a byte order mark.
    found = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return 'it is no JSON'
  }
  const { schema, leaks } = Object(found) as { schema?: unknown; leaks?: unknown }
  if (schema !== baselineSchema)
    return `expected schema ${String(baselineSchema)}, got ${schema === undefined ? 'none' : JSON.stringify(schema)}`
  if (!Array.isArray(leaks)) return 'expected a list of `leaks`'
  const broken = leaks.findIndex((entry) => !isEntry(entry))
  if (broken !== -1)
    return `leak ${String(broken + 1)} is not valid: expected file, owner, type, by, count and fingerprint`
  const entries = new Map<string, BaselineEntry>()
  for (const entry of leaks as BaselineEntry[]) {
    const known = entries.get(entry.fingerprint)
    if (known === undefined || mostKnown(known.count) < mostKnown(entry.count))
      entries.set(entry.fingerprint, entry)
  }
  return [...entries.values()]
}

/** The known leaks of one test file, used up as they appear. */
export class KnownLeaks {
  readonly #left: Map<string, number>

  constructor(entries: readonly BaselineEntry[]) {
    this.#left = new Map(entries.map(({ fingerprint, count }) => [fingerprint, mostKnown(count)]))
  }

  /** Is a leak known, all of its count? */
  take({ fingerprint, count }: { readonly fingerprint: string; readonly count: number }): boolean {
    const left = this.#left.get(fingerprint) ?? 0
    if (count > left) return false
    this.#left.set(fingerprint, left - count)
    return true
  }
}

function isEntry(value: unknown): boolean {
  const entry = Object(value) as Record<string, unknown>
  const isText = ['file', 'owner', 'type', 'by', 'fingerprint'].every(
    (name) => typeof entry[name] === 'string',
  )
  const [least, most] = (Array.isArray(entry.count) ? entry.count : [entry.count, entry.count]) as unknown[]
  return isText && Number.isInteger(least) && Number.isInteger(most) && (least as number) <= (most as number)
}

function keyOf({ file, owner, type, by, fingerprint }: BaselineEntry): string {
  return [file, owner, type, by, fingerprint].join('\0')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
