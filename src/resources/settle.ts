import type { Scope } from '../ownership/scope'
import { now } from './clock'
import { GracePeriod } from './ledger/grace-period'
import { Leftovers } from './ledger/leftovers'
import type { TrackedResource } from './ledger/tracked-resource'
import { pause, turns } from './pause'
import { knownLedger, ledgerOf } from './ledger/ledger'

/** Pause between two looks at what may end, in milliseconds. */
const pollInterval = 5

/** Grace periods that a program has which was told to end: on a busy machine it may not even have started. */
const patience = 10

/**
 * The one wait of a judgement: until everything is over that is finite by nature or may end by itself, `gracePeriod`
 * milliseconds at most, ten times that for a program that was told to end, and no time at all when there is nothing of the
 * kind. `unjudged` is asked for what the scopes have open now, and again when all of it is over: one step of a loop follows
 * the other. Returns what is left; what is `finite` even then is to be let alone.
 */
export async function settleAll(
  unjudged: () => readonly TrackedResource[],
  scopes: Iterable<Scope>,
  gracePeriod: number,
): Promise<readonly TrackedResource[]> {
  let ending: GracePeriod | undefined
  const isAwaited = (resource: TrackedResource): boolean => {
    // What keeps no process alive is nothing to wait for.
    if (resource.state() === 'unref') return false
    const { program } = resource
    if (program === 'ending') return !(ending ??= new GracePeriod(patience * gracePeriod)).isOver
    if (knownLedger(resource.scope)?.leftovers?.isOver === true) return false
    return program === 'running' || resource.isFinite(gracePeriod)
  }
  let open = await afterTurns(unjudged)
  let awaited = open.filter(isAwaited)
  if (awaited.length > 0) giveTime(scopes, gracePeriod)
  while (awaited.length > 0) {
    await pause(pollInterval)
    const left = awaited.filter(isAwaited)
    // What has closed takes others along: a child process its pipes, some turns later.
    if (left.length < awaited.length) open = await afterTurns(unjudged)
    awaited = left.length === 0 ? open.filter(isAwaited) : left
  }
  return afterGrace(await afterTurns(unjudged), gracePeriod)
}

function giveTime(scopes: Iterable<Scope>, gracePeriod: number): void {
  const period = new GracePeriod(gracePeriod)
  for (const scope of scopes) {
    const ledger = ledgerOf(scope)
    ledger.leftovers ??= new Leftovers(period, ledger.resources)
  }
}

/** Nobody waits at the end of a test: only some turns, and only for what is lasting. Returns all that is left. */
export async function settleLasting(
  open: readonly TrackedResource[],
  gracePeriod: number,
): Promise<readonly TrackedResource[]> {
  for (const resource of open) resource.finite = resource.isFinite(gracePeriod)
  if (open.every(({ finite }) => finite)) return open
  const left = await afterTurns(() => open.filter(isThere))
  // A connection that was found talking once may have nothing to say the next time: once is enough.
  for (const resource of left) resource.finite ||= resource.isFinite(gracePeriod)
  return left
}

/**
 * Their time is over: what is left is judged, but for a timer that is not due yet and belongs to no loop, and for what
 * had to wait for another.
 */
export function afterGrace(
  resources: readonly TrackedResource[],
  gracePeriod: number,
): readonly TrackedResource[] {
  for (const resource of resources) {
    const leftovers = knownLedger(resource.scope)?.leftovers
    resource.restarts = leftovers?.restartsOf(resource)
    const isShort = leftovers?.isShort(resource) ?? (resource.dueIn() ?? Infinity) <= gracePeriod
    resource.finite = resource.wasHeldUp || (isShort && resource.restarts === undefined)
  }
  return resources
}

/** Waits until all is closed that is closing, `gracePeriod` milliseconds at most. */
export async function settleClosed(
  resources: readonly TrackedResource[],
  gracePeriod: number,
): Promise<void> {
  let remaining = await afterTurns(() => resources.filter(isThere))
  const isSettling = (resource: TrackedResource): boolean => resource.isFinite(gracePeriod)
  if (!remaining.some(isSettling)) return
  const period = new GracePeriod(gracePeriod)
  while (!period.isOver && remaining.some(isSettling)) {
    await pause(pollInterval)
    const left = remaining.filter(isThere)
    remaining = left.length < remaining.length ? await afterTurns(() => left.filter(isThere)) : left
  }
}

/** Waits until `isDone`, `gracePeriod` milliseconds at most. */
export async function waitUntil(isDone: () => boolean, gracePeriod: number): Promise<void> {
  const deadline = now() + gracePeriod
  while (!isDone() && now() < deadline) await pause(pollInterval)
}

/** Some turns of the event loop, for as long as there is anything; returns what is left, and what `read` has more then. */
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

function isThere(resource: TrackedResource): boolean {
  const state = resource.state()
  return state !== 'closed' && state !== 'idle'
}
