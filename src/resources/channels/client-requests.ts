import type { ClientRequest } from 'node:http'

import { subscribe } from '../../kept/node'
import { currentOwner } from '../ledger/current-owner'
import { ledgerOf } from '../ledger/ledger'
import { newestId } from '../ledger/tracked-resource'
import { captureTrace } from '../trace/trace'

/** Node 22.23, 24 and 26 tell of requests at the end of their constructor, Node 20 does not. */
let areTold = false

/** The newest resource when the request was begun that is being made. */
let newestBefore = 0

/** The constructor of a request of `node:http` begins, and calls `below`. */
export function noteClientRequest(request: ClientRequest, below: (...args: never[]) => void): void {
  newestBefore = newestId()
  if (!areTold) noteBeginning(below, () => request.destroyed)
}

/** Hears when a request is made: one that has opened its connection by then, or taken one over, has its stack. */
export function installClientRequests(guard: (note: () => void) => void): void {
  const onCreated = (message: unknown): void => {
    guard(() => {
      areTold = true
      const { request } = message as { request: ClientRequest }
      if (newestId() === newestBefore && !request.reusedSocket)
        noteBeginning(onCreated, () => request.destroyed)
    })
  }
  subscribe('http.client.request.created', onCreated)
}

/** Notes where an object was made that may open something later; `isOver`: it does not any more. */
export function noteBeginning(below: (...args: never[]) => void, isOver?: () => boolean): void {
  const owner = currentOwner()
  const ledger = owner && ledgerOf(owner.scope)
  if (ledger?.takesBeginnings === true) ledger.addBeginning(captureTrace(below), isOver)
}
