import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import type { Memory } from './channel'

/** The collector; Node's flag for it is on for a moment only, so that no sandbox gets a `gc()`. */
export function exposeCollector(): () => void {
  const given = globalThis.gc as (() => void) | undefined
  if (given !== undefined) return given
  setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('gc') as () => void
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}

export function memoryNow(): Memory {
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage()
  return { heapUsed, external, arrayBuffers, rss }
}
