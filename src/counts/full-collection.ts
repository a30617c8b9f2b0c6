import { runInNewContext, setFlagsFromString } from '../kept/node'
import { memoryUsage, versions } from '../kept/process'
import { pause, turns } from '../resources/pause'

/** Rounds of turns and collections, at most. */
const rounds = 5

/** What a collection frees beyond this was still held when the one before it ran, in bytes. */
const settled = 256 * 1024

let collector: NodeJS.GCFunction | undefined

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
  const collect = exposedCollector()
  // What the first frees outside the heap is swept by the second.
  collect()
  collect()
}

/** Node 20 knows no such call. */
export const canCollectThoroughly = Number.parseInt(versions.node, 10) >= 22

/**
 * As V8 does it before it gives up: what optimized code, and the compiler at work beside us, refer to is collected as well.
 * 100 to 300 ms for half a gigabyte, of which it may give most back.
 */
export function collectThoroughly(): void {
  exposedCollector()({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}

function exposedCollector(): NodeJS.GCFunction {
  collector ??= globalThis.gc ?? exposed()
  return collector
}

function exposed(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('gc') as NodeJS.GCFunction
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}
