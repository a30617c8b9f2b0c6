import { subscribe } from '../../kept/node'

import { type CurrentOwner, currentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import { familyOf } from '../handles'
import { nativeHandleOf } from '../handles/native-handle'
import { noteRequestOn } from '../handles/net/response-body'
import { captureTrace, type Trace } from '../trace/trace'
import { handOver } from '../ledger/tracked-resource'
import { notes } from '../notes'

/** Who made a request, and where. */
interface Requester {
  readonly owner: CurrentOwner
  readonly trace: Trace
}

const requesters = notes<Requester>()

let installed = false

/**
 * Follows the requests of `fetch` and of undici: their sockets are pooled, and whoever opened one is seldom
 * the one who leaves a body unread on it. `onError` is told what goes wrong: that request is not followed.
 */
export function installUndiciRequests(onError: (error: unknown) => void): void {
  if (installed) return
  installed = true
  const observe = (channel: string, note: (message: never) => void): void => {
    subscribe(channel, (message) => {
      try {
        note(message as never)
      } catch (error) {
        // Node would make an uncaught exception of it. It costs this one request.
        onError(error)
      }
    })
  }
  observe('undici:request:create', noteRequest)
  observe('undici:client:sendHeaders', noteSocket)
}

function noteRequest({ request }: { readonly request: object }): void {
  const owner = currentOwner()
  if (owner !== undefined) requesters.set(request, { owner, trace: captureTrace(noteRequest) })
}

function noteSocket({ request, socket }: { readonly request: object; readonly socket: object }): void {
  const handle = nativeHandleOf(socket)
  if (handle === undefined) return
  noteRequestOn(socket, request)
  const requester = requesters.get(request)
  const family = familyOf('TCPWRAP')
  const resource = requester && family && follow(family, handle, requester.owner, requester.trace)
  handOver(handle, resource)
}
