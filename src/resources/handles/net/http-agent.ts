import type { Agent } from 'node:http'
import type { Socket } from 'node:net'

import { getBuiltinModule } from '../../../kept/process'
import type { EmitterFamily } from '../family'

/** Keep-alive agents, HTTP and HTTPS. Node's global ones live as long as the process: whoever loads them first. */
export const httpAgentFamily: EmitterFamily = {
  reuse: {
    type: 'http-agent',
    endpointOf(target) {
      const { keepAlive, options = {} } = target as Agent & { keepAlive?: boolean; options?: object }
      // One that keeps nothing alive is made for its options only.
      if (keepAlive !== true) return undefined
      return Object.values(options)
        .filter((value) => typeof value !== 'object')
        .join()
    },
  },
  state: (target) => (isGlobal(target) || idleSocketsOf(target as Agent).length === 0 ? 'idle' : 'open'),
  describe(target) {
    const agent = target as Agent
    const sockets = idleSocketsOf(agent)
    if (sockets.length === 0) return undefined
    return { type: 'http-agent', subject: agent, parts: sockets, facts: { hosts: hostsOf(agent) } }
  },
  close(target) {
    ;(target as Agent).destroy()
    return 'destroyed'
  },
}

/** Node's global agent of a protocol, or the one that the project has put in its place. */
export function globalAgentOf(protocol: 'http' | 'https'): Agent {
  // Loaded already by whoever uses the protocol: these are asked for nobody else.
  const { globalAgent } = getBuiltinModule(`node:${protocol}`) as { readonly globalAgent: Agent }
  return globalAgent
}

function isGlobal(target: object): boolean {
  return target === globalAgentOf(Reflect.get(target, 'protocol') === 'https:' ? 'https' : 'http')
}

/** Sockets of requests under way belong to whoever waits for the response. */
function idleSocketsOf(agent: Agent): Socket[] {
  // None while its constructor runs.
  return Object.values((agent as Partial<Agent>).freeSockets ?? {})
    .flatMap((sockets) => sockets ?? [])
    .filter((socket) => !socket.destroyed)
}

/** The keys of an agent's pools are `host:port:localAddress`, then its family and the path of a unix socket. */
function hostsOf(agent: Agent): string {
  const hosts = Object.keys(agent.freeSockets).map((key) => {
    const path = /^[^:]*:\d*:[^:]*:(?:[46]:)?([\\/][^:]*)/.exec(key)?.[1]
    return path ?? key.split(':').slice(0, 2).join(':')
  })
  return [...new Set(hosts)].join(', ')
}
