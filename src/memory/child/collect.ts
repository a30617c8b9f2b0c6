import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import type { Memory } from './channel'

export interface Collector {
  /** What nobody holds, but for what V8's optimizing compilers have a grip on. */
  collect(): void
  /** That as well, where Node can: from 22 on. Functions are optimized anew afterwards. */
  collectThoroughly(): void
}

export function exposeCollector(): Collector {
  const gc = exposed()
  const isThorough = Number.parseInt(process.versions.node, 10) >= 22
  return {
    collect: () => {
      gc()
    },
    collectThoroughly: () => {
      if (isThorough) gc({ type: 'major', flavor: 'last-resort', execution: 'sync' })
    },
  }
}

/** Node's flag for it is on for a moment only, so that no sandbox gets a `gc()`. */
function exposed(): NodeJS.GCFunction {
  if (globalThis.gc !== undefined) return globalThis.gc
  setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('gc') as NodeJS.GCFunction
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}

export function memoryNow(): Memory {
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage()
  return { heapUsed, external, arrayBuffers, rss }
}

export function total({ heapUsed, external }: Memory): number {
  return heapUsed + external
}
