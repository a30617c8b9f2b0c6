/** What is left of a list that still has an effect, and whether anything less is known to have none. */
export interface Minimum<T> {
  readonly items: readonly T[]
  readonly isSmallest: boolean
}

/**
 * The smallest part of `items`, in their order, for which `has` still holds, as Zeller and Hildebrandt search it: halves
 * first, then what is left without each of them, then smaller parts. It holds for all of them. `isOver`: no more may be
 * asked, and what is known by then has to do.
 */
export async function minimise<T>(
  items: readonly T[],
  has: (part: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Minimum<T>> {
  let current = items
  let parts = 2
  while (current.length > 1) {
    const chunks = split(current, parts)
    const others = chunks.map((chunk) => current.filter((item) => !chunk.includes(item)))
    // Without each of two halves the other one is left.
    const smaller = await firstThat([...chunks, ...(parts > 2 ? others : [])], has, isOver)
    if (smaller !== undefined) {
      parts = chunks.includes(smaller) ? 2 : Math.max(2, parts - 1)
      current = smaller
    } else if (isOver()) {
      return { items: current, isSmallest: false }
    } else if (parts >= current.length) {
      break
    } else {
      parts = Math.min(current.length, parts * 2)
    }
  }
  return { items: current, isSmallest: true }
}

function split<T>(items: readonly T[], parts: number): (readonly T[])[] {
  const chunks: (readonly T[])[] = []
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * items.length) / parts)
    const to = Math.floor(((part + 1) * items.length) / parts)
    if (to > from) chunks.push(items.slice(from, to))
  }
  return chunks
}

async function firstThat<T>(
  candidates: readonly (readonly T[])[],
  has: (part: readonly T[]) => Promise<boolean>,
  isOver: () => boolean,
): Promise<readonly T[] | undefined> {
  for (const candidate of candidates) {
    if (isOver()) return undefined
    if (await has(candidate)) return candidate
  }
  return undefined
}
