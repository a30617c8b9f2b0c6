import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

import { notes } from '../../notes'
import { internalOf, objectOf } from '../native-handle'

/** The request that is under way on each socket of undici, `fetch`'s included: pooled sockets outlive many. */
const requests = notes<WeakRef<object>>()

export function noteRequestOn(socket: object, request: object): void {
  requests.set(socket, new WeakRef(request))
}

/** Somebody has begun to read the body of this response. */
export function isBeingRead(response: IncomingMessage): boolean {
  return response.readableDidRead || response.readableFlowing === true
}

/** As `isBeingRead`, for what was requested with `fetch` or undici. */
export function isBodyBeingRead(socket: object): boolean {
  const request = requests.get(socket)?.deref()
  const handler = request && internalOf(request, 'handler')
  // The stream behind a `Response`; that of undici's own `request()`.
  const body = handler && (objectOf(handler, 'body') ?? objectOf(handler, 'res'))
  return (body as Readable | undefined)?.readableDidRead === true
}
