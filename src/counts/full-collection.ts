import { runInNewContext, setFlagsFromString } from '../kept/node'
import { memoryUsage } from '../kept/process'
import { pause, turns } from '../resources/pause'

/** Rounds of turns and collections, at most. */
const rounds = 5

/** What a collection frees beyond this was still held when the one before it ran, in bytes. */
const settled = 256 * 1024

let collector: (() => void) | undefined

/**
 * Collects all garbage once what has just ended has let go of what it held, the sandbox of the file before among it: that
 * takes some turns of the event loop, and more of them on a busy machine. Ends when a collection frees nothing any more.
 */
export async function collectSettledGarbage(): Promise<void> {
  let before = Infinity
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < turns; turn++) await pause()
    collectGarbage()
    const { heapUsed } = memoryUsage()
    if (before - heapUsed < settled) return
    before = heapUsed
  }
}

/**
 * Collects all garbage, as memory can be compared only without it. Takes 10 to 100 ms by the size of the heap.
 * Node's own flag is on for a moment only: sandboxes that are made later do not get a `gc()`.
 */
function collectGarbage(): void {
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
