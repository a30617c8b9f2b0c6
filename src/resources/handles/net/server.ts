import type { Server } from 'node:net'

import type { LeakType } from '../../../verdict/leak'
import type { HandleFamily } from '../family'
import { handleState, ownerOf } from '../native-handle'

/** Listening servers over TCP and unix sockets: plain, TLS, HTTP, HTTPS and HTTP/2. */
export const serverFamily: HandleFamily = {
  state(target) {
    const state = handleState(target)
    if (state === 'closed') return state
    const server = ownerOf(target) as Server | undefined
    // A server drops its handle at once when it is closed; the handle itself takes a turn longer.
    return server === undefined || server.listening ? state : 'closing'
  },
  describe(target) {
    const server = ownerOf(target) as Server | undefined
    if (server === undefined) return undefined
    const address = server.address()
    const protocol = protocolOf(server)
    return {
      type: typeof address === 'string' ? 'unix-server' : serverTypes[protocol],
      subject: server,
      facts: { protocol, address: formatAddress(address) },
    }
  },
  close(target) {
    const server = ownerOf(target) as (Server & { closeAllConnections?: () => void }) | undefined
    server?.closeAllConnections?.()
    server?.close()
    return 'closed'
  },
}

const serverTypes = {
  TCP: 'tcp-server',
  TLS: 'tls-server',
  HTTP: 'http-server',
  HTTPS: 'https-server',
  'HTTP/2': 'http2-server',
} as const satisfies Record<string, LeakType>

/** Walks the prototypes by name: most of these classes are not exported, and subclasses are common. */
function protocolOf(server: Server): keyof typeof serverTypes {
  for (let prototype: unknown = server; typeof prototype === 'object' && prototype !== null;) {
    const name = (prototype.constructor as { name?: string } | undefined)?.name
    if (name === 'Http2Server' || name === 'Http2SecureServer') return 'HTTP/2'
    prototype = Object.getPrototypeOf(prototype)
  }
  // https.Server and tls.Server both have the TLS context; only the first parses requests.
  const secure = typeof Reflect.get(server, 'setSecureContext') === 'function'
  const parses = typeof Reflect.get(server, 'closeIdleConnections') === 'function'
  if (parses) return secure ? 'HTTPS' : 'HTTP'
  return secure ? 'TLS' : 'TCP'
}

function formatAddress(address: ReturnType<Server['address']>): string | undefined {
  if (address === null || typeof address === 'string') return address ?? undefined
  return formatEndpoint(address.address, address.port)
}

/** `127.0.0.1:4000`, `[::1]:4000`. */
export function formatEndpoint(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${String(port)}`
}
