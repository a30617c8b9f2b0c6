import { subscribe } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import { Server } from 'node:net'

import { noteCreated, noteOpened } from '../resources/trace/object-traces'
import { captureTrace } from '../resources/trace/trace'

/**
 * Notes where servers are made and told to listen, by whomever: frameworks call `listen()` from their own
 * queues, and then the handle has no line of the project on its stack.
 */
export function noteServers(): void {
  // Every emitter's constructor calls `EventEmitter.init` by name.
  const emitter = EventEmitter as unknown as { init: (this: object, options?: unknown) => void }
  const { init: originalInit } = emitter
  emitter.init = function init(this: object, options?: unknown): void {
    originalInit.call(this, options)
    if (this instanceof Server) noteCreated(this, captureTrace(init))
  }
  const onListen = (message: unknown): void => {
    noteOpened((message as { server: object }).server, captureTrace(onListen))
  }
  subscribe('tracing:net.server.listen:asyncStart', onListen)
}
