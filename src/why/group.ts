import type { KeptAlive } from './processes/channel'
import { minorTypes } from './other-types'

/** One entry per cause: equal things of one line are counted, and what came along with them is left out. */
export function group(items: readonly KeptAlive[]): KeptAlive[] {
  const major = new Set(items.filter(({ type }) => !minorTypes.has(type)).map(siteOf))
  const groups = new Map<string, KeptAlive>()
  for (const item of items) {
    const site = siteOf(item)
    if (minorTypes.has(item.type) && site !== undefined && major.has(site)) continue
    const key = `${item.type} ${site ?? ''}`
    const first = groups.get(key)
    groups.set(key, first === undefined ? item : { ...first, count: first.count + item.count })
  }
  return [...groups.values()]
}

/** Only lines that somebody wrote in the project or a package; without one no two things are the same. */
function siteOf({ frames: [first] }: KeptAlive): string | undefined {
  return first && `${first.file ?? ''}:${first.line ?? 0}:${first.column ?? 0}`
}
