import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Server, Socket } from 'node:net'

import type { Facts, Frame, LeakType } from '../../../verdict/leak'
import type { Description, HandleFamily } from '../family'
import { globalAgentOf } from './http-agent'
import {
  handleState,
  hasInternal,
  internalOf,
  type NativeHandle,
  nativeHandleOf,
  objectOf,
  ownerOf,
} from '../native-handle'
import { isTalking } from '../../channels/socket-activity'
import { isBeingRead, isBodyBeingRead, isUnanswered } from './response-body'
import { formatEndpoint } from './server'

/** What Node adds to the sockets it uses itself. */
interface SocketOwner extends Socket {
  /** The server that accepted it. */
  readonly server?: Server | null
  /** The HTTP request that is under way on it. */
  readonly _httpMessage?: (ClientRequest & { readonly res?: IncomingMessage | null }) | null
  readonly encrypted?: boolean
}

/** In milliseconds: an answer may still come to what was written so long ago. */
const recently = 200

/** Client and accepted sockets over TCP, TLS and unix sockets, and the pipes of child processes. */
export const socketFamily: HandleFamily = {
  connects: true,
  // An agent that gives an idle socket to the next request announces it with a `ReusedHandle`.
  handleOf: (target) =>
    target.constructor.name === 'ReusedHandle' ? (objectOf(target, 'handle') ?? target) : target,
  state(target) {
    const state = handleState(target)
    if (state === 'closed') return state
    if (isStandard(target)) return isRead(target) ? state : 'idle'
    const socket = ownerOf(target) as SocketOwner | undefined
    if (socket === undefined) return state
    if (socket.destroyed || socket.writableEnded) return 'closing'
    return socket.readableEnded && !socket.allowHalfOpen ? 'closing' : state
  },
  isUnderWay(target) {
    const socket = ownerOf(target) as SocketOwner | undefined
    if (socket === undefined || isStandard(target) || isIdleGlobalSocket(socket)) return false
    // Always asked: what has come and gone is compared with the next time.
    const talks = isTalking(socket, target, recently)
    return talks || socket.connecting || isAnswering(socket)
  },
  connectionOf(target) {
    const socket = ownerOf(target) as SocketOwner | undefined
    return socket && connectionOf(socket, isAccepted(socket))?.name
  },
  describe(target, frames) {
    const socket = ownerOf(target) as SocketOwner | undefined
    if (socket === undefined) return undefined
    if (isStandard(target)) return { type: 'stdin', subject: socket, facts: {} }
    if (isIdleGlobalSocket(socket) || isConnectedByFetch(socket, frames)) return undefined
    const accepted = isAccepted(socket)
    const type = typeOf(target, socket, accepted, frames)
    return {
      type,
      subject: socket,
      partOf: accepted ? (socket.server ?? undefined) : undefined,
      connection: connectionOf(socket, accepted),
      facts: {
        accepted,
        connecting: socket.connecting,
        peer: peerOf(socket),
        request: accepted ? undefined : requestOf(socket),
        ...(type === 'http-response' ? progressOf(socket) : {}),
        ...(isWebSocket(socket) ? { webSocket: true } : {}),
      },
    }
  },
  close(target) {
    const socket = ownerOf(target) as SocketOwner | undefined
    if (isStandard(target)) {
      socket?.pause()
      return 'paused'
    }
    // Destroying may make a waiting request fail: its error belongs to nobody any more.
    socket?.on('error', () => undefined)
    socket?._httpMessage?.on('error', () => undefined)
    socket?.destroy()
    return 'destroyed'
  },
}

/**
 * A TLS connection is followed by the socket below it. Of its own handle only the announcement matters that an agent
 * gives it to the next request.
 */
export const reusedTlsFamily: HandleFamily = {
  ...socketFamily,
  handleOf: (target) => reusedBelowTls(target) ?? target,
  follows: (target) => reusedBelowTls(target) !== undefined,
}

function reusedBelowTls(target: object): object | undefined {
  const handle = target.constructor.name === 'ReusedHandle' ? objectOf(target, 'handle') : undefined
  const below = handle === undefined ? undefined : objectOf(handle, '_parent')
  return below !== undefined && isConnection(below) ? below : undefined
}

function isConnection(handle: object): boolean {
  return ['TCP', 'Pipe'].includes(handle.constructor.name)
}

/** The name that a socket and its other end within this process have in common. */
export function connectionOf(socket: Socket, accepted: boolean): Description['connection'] {
  const { localPort, remotePort } = socket
  if (localPort === undefined || remotePort === undefined) return undefined
  if (!accepted) return { name: `${String(localPort)} to ${String(remotePort)}`, end: 'opened' }
  const name = `${String(remotePort)} to ${String(localPort)}`
  return { name, end: 'accepted', ...(isOfRequests(socket) ? { hasRequests: true } : {}) }
}

/** One that was upgraded has no parser any more. */
function isOfRequests(socket: Socket): boolean {
  return objectOf(socket, 'parser') !== undefined
}

function isStandard(target: object): boolean {
  const { fd } = target as NativeHandle
  return fd !== undefined && fd >= 0 && fd <= 2
}

/** Standard output is never anybody's; standard input is, while somebody reads it. */
function isRead(target: object): boolean {
  if ((target as NativeHandle).fd !== 0) return false
  const socket = ownerOf(target) as SocketOwner | undefined
  // Whoever attaches a listener begins to read a turn later.
  const listened = socket?.readableFlowing === true || (socket?.listenerCount('readable') ?? 0) > 0
  return listened || Reflect.get(target, 'reading') === true
}

function isAccepted(socket: SocketOwner): boolean {
  return typeof socket.server === 'object' && socket.server !== null
}

function typeOf(target: object, socket: SocketOwner, accepted: boolean, frames: readonly Frame[]): LeakType {
  if (!accepted && isUnreadResponse(socket)) return 'http-response'
  if (target.constructor.name === 'TCP') return isSecure(socket) ? 'tls-socket' : 'tcp-socket'
  // Pipes of children are the same kind of handle; only the place of their making tells.
  return frames.some(({ text }) => text.includes('child_process:')) ? 'pipe' : 'unix-socket'
}

/** Below an accepted TLS connection is a socket that knows nothing of it, but its server does. */
function isSecure({ encrypted, server }: SocketOwner): boolean {
  return encrypted === true || typeof Reflect.get(server ?? {}, 'setSecureContext') === 'function'
}

/** A response has begun and its body was not read to the end. */
function isUnreadResponse(socket: SocketOwner): boolean {
  const response = socket._httpMessage?.res
  if (response != null) return !response.complete || !response.readableEnded
  return internalOf(socket, 'client') !== undefined
}

/** The response to its request is still to come, or coming. */
function isAnswering(socket: SocketOwner): boolean {
  const request = socket._httpMessage
  if (request == null || isAccepted(socket)) return false
  return request.res?.complete !== true
}

/** Its body has begun to be read: it is an endless one, or whoever reads it has stopped. */
function isReading(socket: SocketOwner): boolean {
  const response = socket._httpMessage?.res
  return response == null ? isBodyBeingRead(socket) : isBeingRead(response)
}

/** How far a response has come. */
function progressOf(socket: SocketOwner): Facts {
  if (isUnanswered(socket)) return { answered: false }
  return isReading(socket) ? { reading: true } : {}
}

/** `GET http://127.0.0.1:4000/orders`, without the query. */
function requestOf(socket: SocketOwner): string | undefined {
  const request = socket._httpMessage
  if (request == null) return undefined
  const path = request.path.replace(/[?#].*$/s, '')
  return `${request.method} ${request.protocol}//${String(request.getHeader('host') ?? request.host)}${path}`
}

/** Kept for the next request by Node's own agents, which live as long as the process. */
function isIdleGlobalSocket(socket: SocketOwner): boolean {
  // Node's fetch: undici marks its sockets, and takes the reference off the idle ones.
  if (internalOf(socket, 'client') !== undefined && handleHasNoReference(socket)) return true
  const { freeSockets } = globalAgentOf(socket.encrypted === true ? 'https' : 'http')
  return Object.values(freeSockets).some((list) => list?.includes(socket))
}

/**
 * Node's fetch goes on connecting when the request was aborted that needed it, for the next: it gives up by itself, and
 * until it has connected nobody else can make it.
 */
function isConnectedByFetch(socket: SocketOwner, frames: readonly Frame[]): boolean {
  return !hasInternal(socket, 'client') && isOfUndici(frames)
}

/** The global `WebSocket` has taken it over from undici, which takes its own mark off. */
function isWebSocket(socket: SocketOwner): boolean {
  return hasInternal(socket, 'client') && internalOf(socket, 'client') === undefined
}

function isOfUndici(frames: readonly Frame[]): boolean {
  return frames.some(({ text }) => text.includes('node:internal/deps/undici/'))
}

/** Asks the handle below TLS, whose own does not tell. */
function handleHasNoReference(socket: SocketOwner): boolean {
  const handle: NativeHandle | undefined = nativeHandleOf(socket)
  return typeof handle?.hasRef === 'function' && handle.hasRef() === false
}

/** `127.0.0.1:4000`: whom a socket is connected to. */
export function peerOf(socket: Socket): string | undefined {
  const { remoteAddress, remotePort } = socket
  return remoteAddress === undefined || remotePort === undefined
    ? undefined
    : formatEndpoint(remoteAddress, remotePort)
}
