import { readIfThere, statSync } from '../kept/fs'
import { type BaselineEntry, parseBaseline } from '../verdict/accepted/baseline'

interface Cached {
  readonly version: string
  readonly content: BaselineEntry[] | string
}

const cache = new Map<string, Cached>()

/** A baseline, read once per process and version; empty when there is none, a string when it is not valid. */
export function readBaseline(path: string): BaselineEntry[] | string {
  const version = versionOf(path)
  const known = cache.get(path)
  if (known?.version === version) return known.content
  const text = readIfThere(path)
  const content = text === undefined ? [] : parseBaseline(String(text))
  cache.set(path, { version, content })
  return content
}

function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? '' : `${String(stat.mtimeMs)} ${String(stat.size)}`
}
