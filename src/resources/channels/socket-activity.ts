import type { Socket as NodeSocket } from 'node:net'

import { Socket } from '../../kept/node'
import { now } from '../clock'

type Write = (this: NodeSocket, ...args: unknown[]) => unknown

/** When each socket was written to. */
const written = new WeakMap<object, number>()

/** What had gone through a connection when it was asked for. */
const seen = new WeakMap<object, number>()

/** Through which every kind of write of every socket goes, on Node 18 to 26. */
const writer = '_writeGeneric'

let installed = false

/**
 * Notes when sockets are written to: packages begin a close with a last word to the server, and tell nobody. Once is
 * enough, and where it cannot be seen the traffic of the moment has to tell.
 */
export function installSocketActivity(): void {
  if (installed) return
  installed = true
  const write = Reflect.get(Socket.prototype, writer) as Write | undefined
  if (typeof write !== 'function') return
  Reflect.set(Socket.prototype, writer, function _writeGeneric(this: NodeSocket, ...args: unknown[]) {
    written.set(this, now())
    return write.apply(this, args)
  } satisfies Write)
}

/** Was it written to within so many milliseconds, or has anything come or gone since it was asked for last? */
export function isTalking(socket: NodeSocket, handle: object, within: number): boolean {
  const traffic = trafficOf(handle)
  const before = seen.get(handle)
  seen.set(handle, traffic)
  const last = written.get(socket)
  return (
    (before !== undefined && before !== traffic) ||
    (last !== undefined && now() - last <= within) ||
    socket.writableLength > 0
  )
}

/** Both are undefined on a closed handle. */
function trafficOf(handle: object): number {
  const { bytesRead = 0, bytesWritten = 0 } = handle as { bytesRead?: number; bytesWritten?: number }
  return bytesRead + bytesWritten
}
