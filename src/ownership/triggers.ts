/** A power of two: what is older than so many async resources is forgotten. */
const size = 1 << 14
const mask = size - 1

const ids = new Float64Array(size)
const triggers = new Float64Array(size)

/** Between a socket's event and the timer that it makes a package start lie a few ticks, requests and promises. */
const furthest = 32

/** Some nanoseconds and no memory of its own: it is called for every async resource. */
export function noteTrigger(asyncId: number, triggerId: number): void {
  const slot = asyncId & mask
  ids[slot] = asyncId
  triggers[slot] = triggerId
}

/** What `find` has for the nearest resource in the chain that led to the one with this id, itself included. */
export function nearest<T>(asyncId: number, find: (asyncId: number) => T | undefined): T | undefined {
  let current = asyncId
  for (let steps = 0; steps < furthest && current > 0; steps++) {
    const found = find(current)
    if (found !== undefined) return found
    const slot = current & mask
    if (ids[slot] !== current) return undefined
    current = triggers[slot] ?? 0
  }
  return undefined
}
