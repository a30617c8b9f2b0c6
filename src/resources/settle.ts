import { detached } from '../ownership/context'
import { setImmediate, setTimeout } from '../kept/timers'
import { monotonicNow } from '../kept/clock'
import { framesOf } from './trace/frames'
import type { TrackedResource } from './ledger/tracked-resource'

// Captured at load: fake timers and tests that replace globals do not matter.

/** Event-loop turns granted to everything: a closed handle, an ended socket, an exited child take one to five. */
const turns = 5

/** Pause between two looks at what is closing, in milliseconds. */
const pollInterval = 5

/** Waits without being followed, and without holding anything up. */
function pause(milliseconds?: number): Promise<void> {
  return detached(
    () =>
      new Promise<void>((resolve) => {
        if (milliseconds === undefined) setImmediate(resolve)
        else setTimeout(resolve, milliseconds)
      }),
  )
}

/**
 * Waits until what is closing or busy has closed: a few event-loop turns first, then short polls for as long
 * as something is, `gracePeriod` milliseconds at most. Returns what is still there.
 * Nothing to look at: no wait at all.
 */
export async function settle(
  resources: readonly TrackedResource[],
  gracePeriod: number,
): Promise<TrackedResource[]> {
  let remaining = await afterTurns(stillThere(resources))
  const deadline = monotonicNow() + gracePeriod
  while (remaining.some((resource) => resource.isSettling(framesOf)) && monotonicNow() < deadline) {
    await pause(pollInterval)
    const left = stillThere(remaining)
    // What has closed takes others along: a child process its pipes, some turns later.
    remaining = left.length < remaining.length ? await afterTurns(left) : left
  }
  return remaining
}

/**
 * As `settle`, for what `unjudged` returns now and after each wait: a retry loop opens something else while the
 * first is waited for, and would slip through otherwise.
 */
export async function settleAll(
  unjudged: () => readonly TrackedResource[],
  gracePeriod: number,
): Promise<readonly TrackedResource[]> {
  const deadline = monotonicNow() + gracePeriod
  let open = unjudged()
  for (;;) {
    const known = new Set(open)
    const remaining = await settle(open, deadline - monotonicNow())
    const appeared = unjudged().filter((resource) => !known.has(resource))
    open = [...remaining, ...appeared]
    if (appeared.length === 0 || monotonicNow() >= deadline) return open
  }
}

async function afterTurns(resources: TrackedResource[]): Promise<TrackedResource[]> {
  let remaining = resources
  for (let turn = 0; turn < turns && remaining.length > 0; turn++) {
    await pause()
    remaining = stillThere(remaining)
  }
  return remaining
}

/** Waits until `isDone`, `gracePeriod` milliseconds at most. */
export async function waitUntil(isDone: () => boolean, gracePeriod: number): Promise<void> {
  const deadline = monotonicNow() + gracePeriod
  while (!isDone() && monotonicNow() < deadline) await pause(pollInterval)
}

function stillThere(resources: readonly TrackedResource[]): TrackedResource[] {
  return resources.filter((resource) => {
    const state = resource.state()
    return state !== 'closed' && state !== 'idle'
  })
}
