import { runInNewContext, setFlagsFromString } from '../kept/node'

let collector: (() => void) | undefined

/**
 * Collects all garbage, as memory can be compared only without it. Takes 10 to 100 ms by the size of the heap.
 * Node's own flag is on for a moment only: sandboxes that are made later do not get a `gc()`.
 */
export function collectGarbage(): void {
  const given = globalThis.gc as (() => void) | undefined
  collector ??= given ?? exposed()
  // What the first frees outside the heap is swept by the second.
  collector()
  collector()
}

function exposed(): () => void {
  setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('gc') as () => void
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}
