import type { Opened } from './opened'

/**
 * Reads what why-is-node-running prints: a heading `# TYPE` per resource, then its lines. The types, in
 * order of creation, are its answer; the resources that we followed say the rest.
 */
export function parseListing(printed: readonly string[]): string[] {
  return printed.flatMap((text) => (text.startsWith('# ') ? [text.slice(2)] : []))
}

/**
 * Finds the resource behind each entry. Both lists are in order of creation, but either may know
 * resources that the other does not: those made between the two starts, and those collected since.
 */
export function resourcesOf(listing: readonly string[], opened: readonly Opened[]): Opened[] {
  const found: Opened[] = []
  let end = opened.length
  // From the end, where both were following for certain.
  for (const provider of listing.toReversed()) {
    const index = opened.slice(0, end).findLastIndex((resource) => resource.provider === provider)
    const resource = opened[index]
    if (resource === undefined) continue
    found.push(resource)
    end = index
  }
  return found.reverse()
}
