import { setTimeout as sleep } from 'node:timers/promises'

import { type ActivityServer, type ActivitySource, DriverMissing } from '../../servers/activity/source'
import { judgeActivity, type Tolerance } from '../../verdict/databases/server-activity'
import type { View } from './view'

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Looks until the process is told to end. A server that goes away, or has yet to come, is tried again. */
export async function watch(
  server: ActivityServer,
  view: View,
  { interval, tolerance }: { readonly interval: number; readonly tolerance: Tolerance },
): Promise<void> {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  for (const signal of endings) process.on(signal, end)
  let source: ActivitySource | undefined
  try {
    while (!ending.signal.aborted) {
      try {
        source ??= await server.connect()
        const activity = await source.look()
        view.show(activity, judgeActivity(activity, tolerance))
      } catch (error) {
        if (error instanceof DriverMissing) throw error
        view.problem(server.explain(error))
        void source?.close().catch(() => undefined)
        source = undefined
      }
      await sleep(interval, undefined, { signal: ending.signal }).catch(() => undefined)
    }
  } finally {
    view.end()
    for (const signal of endings) process.off(signal, end)
    await source?.close().catch(() => undefined)
  }
}
