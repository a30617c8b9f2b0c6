import { detached } from '../ownership/context'
import type { Scope } from '../ownership/scope'
import { now } from './clock'
import { Grace } from './grace'
import type { TrackedResource } from './tracked-resource'

// Captured at load: fake timers and tests that replace globals do not matter.
const { setImmediate, setTimeout } = globalThis

/** Event-loop turns granted to everything: a closed handle, an ended socket, an exited child take one to five. */
const turns = 5

/** Pause between two looks at what may end, in milliseconds. */
const pollInterval = 5

/** A pause that took longer was no time for this process, which had no processor to run on. */
const longestPause = 4 * pollInterval

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

/** Looks every few milliseconds for as long as `isPending`, the given time at most. */
async function poll(isPending: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  let left = milliseconds
  while (left > 0 && (await isPending())) {
    const before = now()
    await pause(pollInterval)
    left -= Math.min(now() - before, longestPause)
  }
}

/** Waits until all is closed that is closing, `gracePeriod` milliseconds at most. */
export async function settleClosed(
  resources: readonly TrackedResource[],
  gracePeriod: number,
): Promise<void> {
  let remaining = await afterTurns(() => resources.filter(isThere))
  await poll(async () => {
    const left = remaining.filter(isThere)
    // What has closed takes others along: a child process its pipes, some turns later.
    remaining = left.length < remaining.length ? await afterTurns(() => left.filter(isThere)) : left
    return remaining.some((resource) => resource.isFinite(gracePeriod))
  }, gracePeriod)
}

/**
 * The one wait of a judgement: until everything is over that is finite by nature, `gracePeriod` milliseconds at most, and
 * no time at all when nothing is. `unjudged` is asked for what the scopes have open now, and again after each end: one
 * step of a loop follows the other. Returns what is left; what is still `finite` then is to be let alone.
 */
export async function settleAll(
  unjudged: () => readonly TrackedResource[],
  scopes: Iterable<Scope>,
  gracePeriod: number,
): Promise<readonly TrackedResource[]> {
  const open = await afterTurns(unjudged)
  if (!open.some((resource) => isAwaited(resource, gracePeriod))) return afterGrace(open, gracePeriod)
  for (const scope of scopes) scope.grace ??= new Grace(gracePeriod, scope.resources)
  let awaited = open
  const stillAwaited = (): boolean => {
    awaited = awaited.filter((resource) => isAwaited(resource, gracePeriod))
    return awaited.length > 0
  }
  await poll(async () => {
    if (stillAwaited()) return true
    awaited = [...(await afterTurns(unjudged))]
    return stillAwaited()
  }, gracePeriod)
  return afterGrace(await afterTurns(unjudged), gracePeriod)
}

/** Nobody waits at the end of a test: only some turns, and only for what is lasting. Returns all that is left. */
export async function settleLasting(
  open: readonly TrackedResource[],
  gracePeriod: number,
): Promise<readonly TrackedResource[]> {
  const isLasting = (resource: TrackedResource): boolean => !resource.isFinite(gracePeriod)
  if (!open.some(isLasting)) return markedFinite(open)
  const left = await afterTurns(() => open.filter(isThere))
  for (const resource of left) resource.finite = !isLasting(resource)
  return left
}

/** Whether its owner has to wait for it: what keeps no process alive is nothing to wait for. */
function isAwaited(resource: TrackedResource, gracePeriod: number): boolean {
  return (
    resource.state() !== 'unref' &&
    resource.scope.grace?.isOver !== true &&
    isThere(resource) &&
    resource.isFinite(gracePeriod)
  )
}

/** The time is over: what is left is judged, but for a timer that is not due yet and belongs to no loop. */
export function afterGrace(
  resources: readonly TrackedResource[],
  gracePeriod: number,
): readonly TrackedResource[] {
  for (const resource of resources) {
    const isPending = resource.isStep && resource.isFinite(gracePeriod)
    resource.restarts = isPending ? resource.scope.grace?.restartsOf(resource) : undefined
    resource.finite = isPending && resource.restarts === undefined
  }
  return resources
}

function markedFinite(resources: readonly TrackedResource[]): readonly TrackedResource[] {
  for (const resource of resources) resource.finite = true
  return resources
}

/** Some turns of the event loop, for as long as there is anything; returns what is left and what `read` has more. */
async function afterTurns(read: () => readonly TrackedResource[]): Promise<readonly TrackedResource[]> {
  let remaining = read()
  if (remaining.length === 0) return remaining
  const known = new Set(remaining)
  for (let turn = 0; turn < turns && remaining.length > 0; turn++) {
    await pause()
    remaining = remaining.filter(isThere)
  }
  const appeared = read().filter((resource) => !known.has(resource))
  return appeared.length === 0 ? remaining : [...remaining, ...appeared]
}

/** Waits until `isDone`, `gracePeriod` milliseconds at most. */
export async function waitUntil(isDone: () => boolean, gracePeriod: number): Promise<void> {
  await poll(() => !isDone(), gracePeriod)
}

function isThere(resource: TrackedResource): boolean {
  const state = resource.state()
  return state !== 'closed' && state !== 'idle'
}
