import { readIfThere, statSync } from '../kept/fs'

/** The bytes of a baseline, as they were when it was looked at; undefined: there is none. */
export interface NotedBaseline {
  readonly version: string
  readonly bytes: Buffer | undefined
}

const noted = new Map<string, NotedBaseline>()

/**
 * Reads a baseline if it is another than before. To be called before the first line of a test file, which may put a file
 * system of its own in the place of this one.
 */
export function noteBaseline(path: string): NotedBaseline {
  const before = noted.get(path)
  const version = versionOf(path)
  if (before !== undefined && (version === undefined || version === before.version)) return before
  const found = { version: version ?? '', bytes: version === undefined ? undefined : readIfThere(path) }
  noted.set(path, found)
  return found
}

/** As it was looked at last. */
export function notedBaseline(path: string): NotedBaseline {
  return noted.get(path) ?? noteBaseline(path)
}

/** Empty: there is none; undefined: nobody can tell. */
function versionOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat === undefined ? '' : `${String(stat.mtimeMs)} ${String(stat.size)}`
  } catch {
    // A file system in memory may throw in any case.
    return undefined
  }
}
