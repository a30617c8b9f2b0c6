import type { Runtime, Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'

import type { Allocator } from './channel'
import { isOwn } from './notes'

/** V8 notes one allocation in so many bytes: enough of them in a megabyte, and hardly slower. */
const samplingInterval = 8192

/** What V8 answers, of which the types of Node lack half. */
interface Node {
  readonly id: number
  readonly callFrame: Runtime.CallFrame
  readonly children: readonly Node[]
}
interface Profile {
  readonly head: Node
  /** Numbered as they came, from 1. */
  readonly samples: readonly { readonly nodeId: number; readonly size: number; readonly ordinal: number }[]
}

/** In optimized code a function would allocate in the name of its caller. */
export function keepFunctionsApart(): void {
  setFlagsFromString('--no-turbo-inlining')
  setFlagsFromString('--no-maglev-inlining')
}

/** Samples the allocations of this thread; those whose object was freed disappear. */
export class Sampler {
  constructor(private readonly session: Session) {}

  start(): void {
    this.session.post('HeapProfiler.startSampling', { samplingInterval })
  }

  stop(): void {
    this.session.post('HeapProfiler.stopSampling')
  }

  /** Collects garbage. @throws Error where Node has no inspector */
  profile(): Profile {
    let profile: unknown
    this.session.post('HeapProfiler.getSamplingProfile', (_error, result) => {
      ;({ profile } = result)
    })
    if (profile === undefined) throw new Error('V8 gives no allocation profile')
    return profile as Profile
  }
}

/** The number of the last allocation that is still there. */
export function lastOf({ samples }: Profile): number {
  return samples.reduce((last, { ordinal }) => Math.max(last, ordinal), 0)
}

/** By the number of its span, which ends with `ends[number]`: what allocated in it what is still there. */
export function allocators({ head, samples }: Profile, ends: readonly number[]): Map<number, Allocator[]> {
  const places = new Map<number, Omit<Allocator, 'bytes'> | undefined>()
  walk(head, [], places)
  const sums = new Map<number, Map<string, Allocator>>()
  for (const { nodeId, size, ordinal } of samples) {
    const place = places.get(nodeId)
    const span = ends.findIndex((end) => ordinal <= end)
    if (place === undefined || span === -1) continue
    const sum = sums.get(span) ?? new Map<string, Allocator>()
    const key = `${place.file}:${String(place.line)}:${String(place.column)}`
    sum.set(key, { ...place, bytes: (sum.get(key)?.bytes ?? 0) + size })
    sums.set(span, sum)
  }
  return new Map([...sums].map(([span, sum]) => [span, [...sum.values()]]))
}

function walk(
  { id, callFrame, children }: Node,
  callers: readonly Runtime.CallFrame[],
  places: Map<number, Omit<Allocator, 'bytes'> | undefined>,
): void {
  const stack = [callFrame, ...callers]
  places.set(id, placeOf(stack))
  for (const child of children) walk(child, stack, places)
}

/** The nearest function of the project, else of a package; the module where one is loaded; undefined where Jest allocates. */
function placeOf(stack: readonly Runtime.CallFrame[]): Omit<Allocator, 'bytes'> | undefined {
  const frames = stack
    .map((frame) => ({ ...frame, url: frame.url.replace(/^file:\/\//, '') }))
    .filter(({ url }) => /^(?:\/|[A-Za-z]:[\\/])/.test(url))
  const loader = frames.findIndex(({ url }) => /[\\/]jest-runtime[\\/]/.test(url))
  const inside = loader === -1 ? frames : frames.slice(0, loader)
  const project = inside.findIndex(({ url }) => !url.includes('node_modules'))
  const at = loader === -1 ? Math.max(project, 0) : inside.length - 1
  const frame = inside[at]
  if (frame === undefined || inside.slice(0, at + 1).some(({ url }) => isOwn.test(url))) return undefined
  const { functionName: name, url: file, lineNumber, columnNumber } = frame
  return { name, file, line: lineNumber + 1, column: columnNumber + 1, loads: loader !== -1 }
}
