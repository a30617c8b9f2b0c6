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
  const handler = handlerOf(socket)
  // The stream behind a `Response`; that of undici's own `request()`.
  const body = handler && (objectOf(handler, 'body') ?? objectOf(handler, 'res'))
  return (body as Readable | undefined)?.readableDidRead === true
}

/** The answer to a `fetch` is still to come: that of Node 20 to 26 keeps the body here from its first byte. */
export function isUnanswered(socket: object): boolean {
  const handler = handlerOf(socket)
  return handler !== undefined && Reflect.get(handler, 'body') === null
}

function handlerOf(socket: object): object | undefined {
  const request = requests.get(socket)?.deref()
  return request && internalOf(request, 'handler')
}
