import { createHook } from 'node:async_hooks'

import { captureTrace, type Trace } from '../resources/trace/trace'

/** One async resource that has been made and not yet destroyed. */
export interface Opened {
  readonly provider: string
  readonly target: WeakRef<object>
  readonly trace: Trace
  /** Stacks of what triggered it, the nearest first. */
  readonly origins: readonly Trace[]
}

/** How far back to look for a line of the project; each step keeps one stack in memory. */
const maxOrigins = 8

/** What why-is-node-running leaves out as well: it would be nothing but noise, or most of the cost. */
const ignored = new Set(['TIMERWRAP', 'PROMISE', 'PerformanceObserver', 'RANDOMBYTESREQUEST'])

/**
 * Follows every async resource of the process from now on. why-is-node-running names the kind of a
 * resource and the lines that made it; to say which server on which port, the resource itself is needed.
 * Returns what stops the following and gives what is open and not unref'd, in order of creation.
 */
export function followResources(): () => Opened[] {
  const opened = new Map<number, Opened>()
  function init(id: number, provider: string, trigger: number, target: object): void {
    if (ignored.has(provider)) return
    const cause = opened.get(trigger)
    const origins = cause === undefined ? [] : [cause.trace, ...cause.origins].slice(0, maxOrigins)
    opened.set(id, { provider, target: new WeakRef(target), trace: captureTrace(init), origins })
  }
  const hook = createHook({ init, destroy: (id) => void opened.delete(id) })
  hook.enable()
  return () => {
    hook.disable()
    // The same question as why-is-node-running asks, so that the two lists can be laid side by side.
    return [...opened.values()].filter(({ target }) => {
      const alive = target.deref() as { hasRef?(): boolean | undefined } | undefined
      return alive !== undefined && (alive.hasRef?.() ?? true)
    })
  }
}
