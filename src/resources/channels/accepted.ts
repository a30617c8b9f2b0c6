import { executionAsyncId, executionAsyncResource } from '../../kept/node'
import { Caller } from '../../ownership/caller'
import { carryOn, currentCaller, enterAs, shareContext } from '../../ownership/context'
import type { Scope } from '../../ownership/scope'
import { loadedFamilyOf } from '../handles'
import { objectOf, ownerOf } from '../handles/native-handle'
import { ClientPorts } from './client-ports'
import { resourceOf, type TrackedResource, userOf } from '../ledger/tracked-resource'

/** Node makes the handle first, then enters its server's async context, then makes the socket. */
interface Accepted {
  readonly handle: object
  readonly server: TrackedResource
  readonly serverId: number
}

/** Ends of unix sockets that this process has opened are kept at most so many, for those that accept them. */
const mostClients = 4096

let accepted: Accepted | undefined

/** The last that was given to the handlers of its server. */
let inHand: { readonly handle: WeakRef<object>; readonly serverId: number } | undefined

/** The connection that a server hands to its handlers: what these open, the server has triggered. */
export function connectionInHand(triggerId: number): TrackedResource | undefined {
  if (inHand?.serverId !== triggerId) return undefined
  const handle = inHand.handle.deref()
  return handle === undefined ? undefined : userOf(handle)
}

/** Is given to its caller right now: not another connection. */
let passedOn: object | undefined

const clients = new ClientPorts()
/** Those of unix sockets, in the order in which they connect. */
const toPath: { readonly path: string; readonly client: WeakRef<object> }[] = []

/** A TCP or pipe handle is being made: by a server that has accepted it, by us for its next user, or by anybody else. */
export function noteConnection(handle: object, triggerId: number): 'accepted' | 'handed on' | undefined {
  if (handle === passedOn) return 'handed on'
  // Async context does not tell: once a tick has thrown what nobody catches, Node 24 stays in its context.
  const server = executionAsyncId() === triggerId ? undefined : resourceOf(triggerId)
  if (server !== undefined && isServer(server)) {
    if (server.attributed) accepted = { handle, server, serverId: triggerId }
    return 'accepted'
  }
  if (handle.constructor.name === 'TCP') clients.add(handle)
  return undefined
}

function isServer({ family }: TrackedResource): boolean {
  return family === loadedFamilyOf('TCPSERVERWRAP') || family === loadedFamilyOf('PIPESERVERWRAP')
}

/** A handle is about to connect to a unix socket. */
export function notePipeConnect(request: object, triggerId: number): void {
  const path: unknown = Reflect.get(request, 'address')
  const client = resourceOf(triggerId)?.target
  if (typeof path !== 'string' || client === undefined) return
  toPath.push({ path, client: new WeakRef(client) })
  if (toPath.length > mostClients) toPath.splice(0, mostClients / 2)
}

/**
 * Node makes a socket. If that is one that a server has accepted, its handlers work from now on for whoever has
 * connected, when that was somebody of this process, else for the server's owner.
 */
export function noteSocket(): void {
  if (accepted === undefined || executionAsyncId() !== accepted.serverId) return
  const { handle, server, serverId } = accepted
  accepted = undefined
  inHand = { handle: new WeakRef(handle), serverId }
  const caller = callerOf(clientOf(handle, server), server)
  enterAs(caller)
  passedOn = handle
  try {
    carryOn(handle, caller)
  } finally {
    passedOn = undefined
  }
}

/** Those whom the requests of a connection are read for, by what is executed then: the same for all of them. */
const callers = new WeakMap<object, Caller>()

/**
 * A server reads a request. Its handler works for whoever sent it, also when the connection has gone on to somebody
 * else's requests by the time that it opens something. Where the request is to become another protocol, Node frees the
 * parser before it tells, and what is executed is no object of the request any more.
 */
export function noteRequest(): void {
  const executed = executionAsyncResource()
  const socket = objectOf(executed, 'socket')
  if (socket === undefined) return
  const caller = currentCaller() ?? callers.get(executed)
  if (caller !== undefined) {
    callers.set(executed, caller)
    enterAs(caller.scope)
  }
  const parser = objectOf(socket, 'parser')
  if (parser !== undefined) shareContext(parser)
}

/** Sockets pass from user to user, so it is asked each time. */
function callerOf(client: object | undefined, server: TrackedResource): Caller {
  const handle = client === undefined ? undefined : new WeakRef(client)
  let last: Scope | undefined
  const current = (): Scope => {
    const known = handle?.deref()
    // What is closed and forgotten was its last user's.
    last = (known === undefined ? undefined : userOf(known)?.scope) ?? last
    return last ?? server.scope
  }
  current()
  return new Caller(current)
}

/** The other end of the connection, when this process has opened it. */
function clientOf(handle: object, server: TrackedResource): object | undefined {
  return handle.constructor.name === 'TCP' ? clientAt(portOf(handle, 'getpeername')) : nextClientOf(server)
}

function clientAt(port: number | undefined): object | undefined {
  if (port === undefined) return undefined
  return clients.take(
    port,
    (handle) => portOf(handle, 'getsockname'),
    (handle) => userOf(handle)?.state() === 'open',
  )
}

/** Unix sockets have no name for their other end, but they are accepted in the order in which they connect. */
function nextClientOf({ target }: TrackedResource): object | undefined {
  const server = target === undefined ? undefined : ownerOf(target)
  const path: unknown = server === undefined ? undefined : Reflect.get(server, '_pipeName')
  for (;;) {
    const index = toPath.findIndex((each) => each.path === path)
    if (index === -1) return undefined
    const [next] = toPath.splice(index, 1)
    const client = next?.client.deref()
    if (client !== undefined && userOf(client) !== undefined) return client
  }
}

function portOf(handle: object, how: 'getpeername' | 'getsockname'): number | undefined {
  const name: { readonly port?: number } = {}
  const ask: unknown = Reflect.get(handle, how)
  const failed: unknown = typeof ask === 'function' ? Reflect.apply(ask, handle, [name]) : true
  return failed === 0 && name.port !== 0 ? name.port : undefined
}
