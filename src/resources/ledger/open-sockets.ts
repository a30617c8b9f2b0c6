import type { Socket as NodeSocket } from 'node:net'

import { Socket } from '../../kept/node'
import type { TestFile } from '../../ownership/scope'
import { ownerOf } from '../handles/native-handle'
import { resourcesOf } from './ledger'

/** The sockets, still open, by which a test file is connected to a port. */
export function socketsTo(port: number, testFile: TestFile): NodeSocket[] {
  return testFile.scopes.flatMap((scope) =>
    resourcesOf(scope).flatMap(({ target }) => {
      const socket = target === undefined ? undefined : ownerOf(target)
      return socket instanceof Socket && socket.remotePort === port ? [socket] : []
    }),
  )
}
