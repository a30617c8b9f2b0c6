import { chmod, rm } from 'node:fs/promises'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import { codeOf, SyncError } from './errors'

/** Listens on a unix socket that only this user may use. Throws a SyncError when a daemon answers there already. */
export async function listenOn(server: Server, path: string): Promise<void> {
  if (await answers(path)) throw new SyncError('already-running', `a daemon is listening on ${path}`)
  // What a daemon that was killed has left.
  await rm(path, { force: true })
  server.listen(path)
  await once(server, 'listening')
  await chmod(path, 0o600)
}

async function answers(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    if (/^(ENOENT|ECONNREFUSED)$/.test(codeOf(error))) return false
    throw error
  } finally {
    socket.destroy()
  }
}
