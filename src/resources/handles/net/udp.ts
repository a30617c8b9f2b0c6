import type { Socket } from 'node:dgram'

import type { HandleFamily } from '../family'
import { endsOnceMore } from '../../late-waiters'
import { handleState, internalOf, ownerOf } from '../native-handle'
import { formatEndpoint } from './server'

/** UDP sockets. */
export const udpFamily: HandleFamily = {
  state(target) {
    const state = handleState(target)
    // A closed socket drops its handle at once; the handle itself takes a turn longer.
    return state !== 'closed' && hasDropped(target) ? 'closing' : state
  },
  isUnderWay(target) {
    const socket = ownerOf(target) as Socket | undefined
    return socket !== undefined && !hasDropped(target) && socket.getSendQueueCount() > 0
  },
  describe(target) {
    const socket = ownerOf(target) as Socket | undefined
    return { type: 'udp-socket', subject: socket, facts: { address: addressOf(socket) } }
  },
  close(target) {
    const socket = ownerOf(target) as Socket | undefined
    if (socket === undefined) return undefined
    socket.close()
    endsOnceMore(socket, 'close', socket)
    return 'closed'
  },
}

/** Node keeps the handle in the socket's state object; the public accessor warns of its deprecation. */
function hasDropped(target: object): boolean {
  const socket = ownerOf(target)
  const state = socket === undefined ? undefined : internalOf(socket, 'state symbol')
  return state !== undefined && Reflect.get(state, 'handle') === null
}

function addressOf(socket: Socket | undefined): string | undefined {
  try {
    const address = socket?.address()
    return address === undefined ? undefined : formatEndpoint(address.address, address.port)
  } catch {
    // Not bound, or closed: Node throws for both.
    return undefined
  }
}
