import { TestFile } from '../ownership/scope'
import { framesOf } from '../resources/trace/frames'
import { familyOf } from '../resources/handles'
import { type NativeHandle, ownerOf } from '../resources/handles/native-handle'
import { observe } from '../resources/observe'
import { TrackedResource } from '../resources/ledger/tracked-resource'
import type { Frame } from '../verdict/leak'
import { chooseTrace } from '../verdict/stacks/third-party'
import type { KeptAlive } from './processes/channel'
import { isTelling } from './processes/jest-packages'
import type { Opened } from './opened'
import { holdsNothing, operations, otherHandles } from './other-types'
import { toSource } from './source-maps'

/** What Node says about the event loop as a whole. */
export interface LoopState {
  /** Descriptors of streams that are open but wait for nothing. */
  readonly inactive: ReadonlySet<number>
  /** Node's names of what is active. */
  readonly active: readonly string[]
}

/** Describes what really keeps the process alive, each whole once: a child without its pipes. */
export function describeAlive(resources: readonly Opened[], loop: LoopState): KeptAlive[] {
  const waiting = resources.filter(({ target }) => !isInactive(target.deref() ?? {}, loop))
  return [...describeKnown(waiting), ...waiting.flatMap((resource) => describeOther(resource, loop))]
}

/** Connecting, too, keeps the loop going without making the handle active. */
function isInactive(target: object, { inactive }: LoopState): boolean {
  const { fd } = target as NativeHandle
  const owner = ownerOf(target) as { connecting?: boolean } | undefined
  return fd !== undefined && inactive.has(fd) && owner?.connecting !== true
}

/** What the environment would judge in a test, with the same eyes. */
function describeKnown(resources: readonly Opened[]): KeptAlive[] {
  const { scope } = new TestFile('')
  const tracked = new Map<TrackedResource, Opened>()
  for (const resource of resources) {
    const family = familyOf(resource.provider)
    const target = resource.target.deref()
    if (family !== undefined && target !== undefined)
      tracked.set(new TrackedResource(family, target, scope, false, resource.trace, undefined), resource)
  }
  const all = [...tracked.keys()]
  return observe(all, all).flatMap(({ observation, resources: members }) => {
    const { type, facts, state, traces } = observation
    if (state === 'unref' || holdsNothing.has(type)) return []
    const origins = members.flatMap((member) => tracked.get(member)?.origins ?? []).map(framesOf)
    return [{ type, facts, count: 1, closing: state === 'closing', ...tell([...traces, ...origins]) }]
  })
}

function describeOther({ provider, target, trace, origins }: Opened, { active }: LoopState): KeptAlive[] {
  const type = operations.get(provider) ?? otherHandles.get(provider)
  if (type === undefined) return []
  const underWay = active.some((name) => name.toLowerCase() === provider.toLowerCase())
  // A closed handle answers undefined.
  const holds = operations.has(provider) ? underWay : (target.deref() as NativeHandle).hasRef?.() === true
  const stacks = tell([trace, ...origins].map(framesOf))
  return holds ? [{ type, facts: {}, count: 1, closing: false, ...stacks }] : []
}

/** The most telling stack, and the files of all of them: as loaded, which is how Jest's config names them. */
function tell(traces: readonly (readonly Frame[])[]): Pick<KeptAlive, 'frames' | 'files'> {
  const loaded = traces.map((frames) => frames.filter(isTelling))
  const { trace } = chooseTrace({ traces: loaded })
  return { frames: trace.map(toSource), files: [trace, ...loaded].flatMap(filesOf) }
}

/** The outermost first. */
function filesOf(frames: readonly Frame[]): string[] {
  return frames.flatMap(({ file }) => (file === undefined ? [] : [file])).reverse()
}
