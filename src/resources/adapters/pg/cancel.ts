import { connect } from '../../../kept/node'

import { detached } from '../../../ownership/context'
import { isBusy, isConnecting, type PgClient } from './types'

/** Protocol constant: https://www.postgresql.org/docs/current/protocol-message-formats.html, CancelRequest. */
const cancelRequestCode = 80877102

/** Asks the server to stop the running query: a connection of its own, no login, no privilege. */
export function cancelQuery({ host, native, port, processID, secretKey }: PgClient): void {
  native?.cancel(() => undefined)
  if (port === undefined || processID == null || secretKey == null || typeof secretKey !== 'number') return
  const message = Buffer.alloc(16)
  message.writeInt32BE(16, 0)
  message.writeInt32BE(cancelRequestCode, 4)
  message.writeInt32BE(processID, 8)
  message.writeInt32BE(secretKey, 12)
  detached(() => {
    const socket =
      host?.startsWith('/') === true ? connect(`${host}/.s.PGSQL.${String(port)}`) : connect(port, host)
    socket.on('error', () => undefined)
    socket.unref()
    socket.end(message)
  })
}

/**
 * Ends a connection for good. The server keeps a running query going until it is cancelled; an open
 * transaction is rolled back with the session. No error event surfaces in somebody else's test.
 */
export function abandon(client: PgClient): void {
  if (isBusy(client)) cancelQuery(client)
  client.on('error', () => undefined)
  if (client.native !== undefined) {
    endNative(client)
    return
  }
  client._ending = true
  client.connection?.stream?.destroy()
}

/** Takes effect at once; while another thread is connecting, libpq must be left alone. */
function endNative(client: PgClient): void {
  const end = (): void => {
    client.end?.(() => undefined)
  }
  if (isConnecting(client)) client.once('connect', end)
  else end()
}
