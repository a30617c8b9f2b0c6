import type { Http2Session, Http2Stream } from 'node:http2'
import type { Socket } from 'node:net'

import type { EmitterFamily, HandleFamily } from '../family'
import { internalOf, ownerOf } from '../native-handle'
import { connectionOf, peerOf } from './socket'

/** HTTP/2 sessions; what tells of them is the session object, their native handle stays until collected. */
export const http2SessionFamily: HandleFamily = {
  state(target) {
    const session = ownerOf(target) as Http2Session | undefined
    if (session === undefined || session.destroyed) return 'closed'
    return session.closed ? 'closing' : 'open'
  },
  describe(target) {
    const session = ownerOf(target) as Http2Session | undefined
    if (session === undefined || isIdleOfFetch(session)) return undefined
    const socket = internalOf(session, 'socket') as Socket | undefined
    return {
      type: 'http2-session',
      subject: session,
      partOf: internalOf(session, 'server'),
      parts: socket === undefined ? [] : [socket],
      connection: socket && connectionOf(socket, isAccepted(session)),
      consequence: waitsForStreams(session),
      facts: { accepted: isAccepted(session), peer: session.originSet?.[0] ?? (socket && peerOf(socket)) },
    }
  },
  close(target) {
    const session = ownerOf(target) as Http2Session | undefined
    session?.on('error', () => undefined)
    session?.destroy()
    return 'destroyed'
  },
}

/**
 * Streams of HTTP/2 sessions. A client's stream gets its native handle when the session has connected, long
 * after the call that asked for it; the stream itself is there at once.
 */
export const http2StreamFamily: EmitterFamily = {
  state(target) {
    const stream = target as Http2Stream
    if (stream.destroyed) return 'closed'
    return stream.closed ? 'closing' : 'open'
  },
  // A request and its response, until both have ended.
  isUnderWay: () => true,
  describe(target) {
    const stream = target as Http2Stream
    const { session } = stream
    // A client's stream is its requester's: the session may be shared. A server's comes with the session.
    const whole = session !== undefined && isAccepted(session) ? { partOf: session } : { within: session }
    return { type: 'http2-stream', subject: stream, ...whole, facts: {} }
  },
  close(target) {
    const stream = target as Http2Stream
    stream.on('error', () => undefined)
    stream.close()
    return 'closed'
  },
}

/** A session that is closing waits for its streams. */
function waitsForStreams(session: Http2Session): boolean {
  return session.closed && streamsOf(session) > 0
}

/** Kept for the next request by Node's global agent of `fetch`, which marks its sessions. */
function isIdleOfFetch(session: Http2Session): boolean {
  return internalOf(session, 'client') !== undefined && streamsOf(session) === 0
}

function streamsOf(session: Http2Session): number {
  // Node's own kind of Map, which is no instance of the public one.
  const { streams } = (internalOf(session, 'state') ?? {}) as { readonly streams?: { readonly size: number } }
  return streams?.size ?? 0
}

/** True for the sessions of a server. */
function isAccepted({ type }: Http2Session): boolean {
  return type === 0
}
