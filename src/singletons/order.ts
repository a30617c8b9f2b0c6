/** What ordering asks of an instance. */
export interface Orderable<T> {
  /** Those that it uses. */
  readonly dependencies: readonly T[]
  /** Rises with the time of creation. */
  readonly created: number
}

/** Dependents first, then last created first; where the dependencies form a cycle, only the latter. */
export function resetOrder<T extends Orderable<T>>(items: readonly T[]): T[] {
  const left = new Set(items)
  const order: T[] = []
  while (left.size > 0) {
    const used = new Set([...left].flatMap((item) => item.dependencies.filter((other) => other !== item)))
    const free = [...left].filter((item) => !used.has(item))
    const next = lastCreated(free.length > 0 ? free : [...left])
    if (next === undefined) break
    left.delete(next)
    order.push(next)
  }
  return order
}

/** A way along dependencies from `start` back to itself, both ends included. */
export function findCycle<T extends Orderable<T>>(start: T): T[] | undefined {
  const visited = new Set<T>()
  const search = (item: T, path: readonly T[]): T[] | undefined => {
    for (const next of item.dependencies) {
      if (next === start) return [...path, next]
      if (visited.has(next)) continue
      visited.add(next)
      const found = search(next, [...path, next])
      if (found !== undefined) return found
    }
    return undefined
  }
  return search(start, [start])
}

/** For messages: `A → B` wants names. */
export function namesOf(items: readonly { readonly name: string }[]): string[] {
  return items.map(({ name }) => name)
}

function lastCreated<T extends Orderable<T>>(items: readonly T[]): T | undefined {
  return items.reduce<T | undefined>(
    (last, item) => (last === undefined || item.created >= last.created ? item : last),
    undefined,
  )
}
