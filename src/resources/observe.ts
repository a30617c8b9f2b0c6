import type { Facts, Frame, Observation } from '../verdict/leak'
import { framesOf } from './trace/frames'
import type { Description } from './handles/family'
import type { Restarts } from './ledger/restarts'
import { reuseKeyOf } from './ledger/made'
import { creationOf, tracesOf } from './trace/object-traces'
import { safely, type TrackedResource } from './ledger/tracked-resource'
import { knownLedger } from './ledger/ledger'

interface Described {
  readonly resource: TrackedResource
  readonly description: Description
  readonly own: readonly Frame[]
  readonly traces: readonly (readonly Frame[])[]
  /** The one of `traces` that says where it was made. */
  readonly made: readonly Frame[] | undefined
  readonly origins: readonly (readonly Frame[])[]
}

/** What is still open, as plain data, with the parts of a longer-lived open object counted under it. */
export interface Observed {
  readonly observation: Observation
  /** The resource itself and its parts, the whole first. */
  readonly resources: readonly TrackedResource[]
}

/**
 * Turns the open resources that are being judged into plain data. `all` is everything that the file has
 * open: a part of a longer-lived object is judged with that object, not with whoever happened to need it.
 */
export function observe(judged: readonly TrackedResource[], all: readonly TrackedResource[]): Observed[] {
  const described: Described[] = []
  /** Connections that nobody has to close, as they are kept for the next request: neither is their other end anybody's. */
  const nobodys = new Set<string | undefined>()
  for (const resource of new Set([...judged, ...all])) {
    const found = describe(resource)
    if (found === undefined) nobodys.add(connectionOf(resource))
    else described.push(found)
  }
  const wholes = wholesOf(described)
  const parts = new Map<Described, Described[]>(described.map((item) => [item, []]))
  for (const item of described) {
    const whole = outermost(item, wholes)
    if (whole === item) continue
    parts.get(whole)?.push(item)
    parts.delete(item)
  }
  const wanted = new Set(judged)
  const isJudged = ({ resource, description: { connection, consequence } }: Described): boolean =>
    wanted.has(resource) &&
    consequence !== true &&
    !(connection?.end === 'accepted' && nobodys.has(connection.name))
  return [...parts].flatMap(([item, members]) => {
    const observation = isJudged(item) ? toObservation(item, members, wholes) : undefined
    const resources = [item, ...members].map(({ resource }) => resource)
    return observation === undefined ? [] : [{ observation, resources }]
  })
}

function describe(resource: TrackedResource): Described | undefined {
  const state = resource.state()
  if (state === 'closed' || state === 'idle') return undefined
  const own = framesOf(resource.trace)
  const description = resource.describe(own)
  if (description === undefined) return undefined
  // Rule: the outermost tracked object's stack, else the resource's, else that of what triggered it.
  const { partOf, subject } = description
  const objects = [partOf, subject].filter((object) => object !== undefined)
  const origins = resource.origins.map(framesOf)
  const ofObjects = objects.flatMap(tracesOf)
  // Of a loop: who started it, not its latest step.
  const start =
    resource.restarts === undefined || resource.chain === undefined ? [] : [framesOf(resource.chain)]
  const traces = [...ofObjects.map(framesOf), ...start, own, ...origins]
  const creation = subject === undefined ? undefined : creationOf(subject)
  const made = creation === undefined ? undefined : traces[ofObjects.indexOf(creation)]
  return { resource, description, own, traces, made, origins }
}

function connectionOf({ family, target }: TrackedResource): string | undefined {
  let name: string | undefined
  safely(() => {
    name = target && family.connectionOf?.(target)
  })
  return name
}

interface Wholes {
  readonly items: ReadonlyMap<TrackedResource, Described>
  /** For each object: the described resource that it is. */
  readonly subjects: ReadonlyMap<object, Described>
  /** For each object: the described resource that claims it as its part. */
  readonly claims: ReadonlyMap<object, Described>
  /** For each connection: the socket that opened it. */
  readonly openers: ReadonlyMap<string, Described>
}

function wholesOf(described: readonly Described[]): Wholes {
  const subjects = new Map<object, Described>()
  const claims = new Map<object, Described>()
  const openers = new Map<string, Described>()
  for (const item of described) {
    const { subject, parts = [], connection } = item.description
    if (subject !== undefined) subjects.set(subject, item)
    for (const part of parts) claims.set(part, item)
    if (connection?.end === 'opened') openers.set(connection.name, item)
  }
  const items = new Map(described.map((item) => [item.resource, item]))
  return { items, subjects, claims, openers }
}

/** The open object that this one belongs to, through several levels; else itself. */
function outermost(item: Described, wholes: Wholes): Described {
  const visited = new Set<Described>()
  let current = item
  while (!visited.has(current)) {
    visited.add(current)
    current = wholeOf(current, wholes) ?? current
  }
  return current
}

function wholeOf(item: Described, wholes: Wholes): Described | undefined {
  const { description, resource } = item
  const { connection, partOf, subject, within } = description
  const claimed = subject === undefined ? undefined : wholes.claims.get(subject)
  const whole = partOf === undefined ? undefined : wholes.subjects.get(partOf)
  // Once its server is closed, an accepted socket is there because whoever connected is.
  const opener = connection?.end === 'accepted' ? wholes.openers.get(connection.name) : undefined
  const lender = within === undefined ? undefined : wholes.subjects.get(within)
  const isOwn = lender?.resource.scope === resource.scope && lender.description.consequence !== true
  const ownLender = isOwn ? lender : undefined
  return claimed ?? whole ?? opener ?? ownLender ?? keeperOf(item, wholes)
}

/** The accepted connection for which a package keeps a timer: it asks whether the other end is still there. */
function keeperOf({ own, resource }: Described, { items }: Wholes): Described | undefined {
  const keeper = resource.connection === undefined ? undefined : items.get(resource.connection)
  const { connection } = keeper?.description ?? {}
  const isKept = connection?.end === 'accepted' && connection.hasRequests !== true
  return isKept && !isOfProject([own]) ? keeper : undefined
}

function toObservation(
  item: Described,
  parts: readonly Described[],
  wholes: Wholes,
): Observation | undefined {
  const { resource, description, traces, made, origins } = item
  const state = resource.state()
  const { target } = resource
  if (state === 'closed' || state === 'idle' || target === undefined) return undefined
  return {
    id: resource.id,
    type: description.type,
    ownerId: resource.scope.id,
    owner: resource.scope.owner,
    state,
    finite: resource.finite,
    attributed: resource.attributed,
    cause: description.cause,
    hook: resource.hook,
    reuse: resource.family.reuse?.severalAtOnce === true ? undefined : reuseKeyOf(resource.family, target),
    facts: { ...description.facts, ...factsOf(resource.restarts, description.facts), parts: parts.length },
    // A session is made in a callback; the socket below it was opened by a line of the project. The other end
    // of a connection was not: that is its server's line.
    beginnings: isOfProject(traces.filter((trace) => !origins.includes(trace)))
      ? []
      : (knownLedger(resource.scope)?.beginnings ?? []).map((trace) => withFiles(framesOf(trace), traces)),
    made,
    origins: [item, ...parts].flatMap((each) => each.origins),
    traces: [...traces, ...parts.filter((part) => !isOfServer(part, wholes)).flatMap((part) => part.traces)],
  }
}

/** What it says of itself when it goes on. */
function factsOf(restarts: Restarts | undefined, { delay }: Facts): Facts {
  if (restarts === undefined) return {}
  const { times, within } = restarts
  return { restarts: times ?? Math.round(within / Math.max(1, Number(delay))), within }
}

/** The other end of a connection, or what a package keeps for it. */
function isOfServer(part: Described, wholes: Wholes): boolean {
  return part.description.connection?.end === 'accepted' || keeperOf(part, wholes) !== undefined
}

/** What an observed call has called is a file of the package that opened something. */
function withFiles(frames: readonly Frame[], traces: readonly (readonly Frame[])[]): readonly Frame[] {
  return frames.map((frame) => {
    if (frame.package === undefined || frame.file !== undefined) return frame
    const file = traces.flat().find((one) => one.package === frame.package)?.file
    return file === undefined ? frame : { ...frame, file }
  })
}

function isOfProject(traces: readonly (readonly Frame[])[]): boolean {
  return traces.some((trace) => trace.some(({ kind }) => kind === 'project'))
}
