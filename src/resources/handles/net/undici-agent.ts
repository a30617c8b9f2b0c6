import type { Socket } from 'node:net'

import { runningFile } from '../../ledger/current-owner'
import { makersAbove } from '../../trace/trace'
import type { EmitterFamily } from '../family'
import { objectOf } from '../native-handle'
import { peerOf } from './socket'

/** What `Agent`, `Pool`, `Client` and `ProxyAgent` of every copy of undici have in common. */
interface Dispatcher {
  readonly closed?: boolean
  readonly destroyed?: boolean
  destroy(): Promise<void>
}

/** Where undici keeps the dispatcher of `fetch`, in versions 5 to 7 and in 8. */
const globalSymbols = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((key) => Symbol.for(key))

/** Those that serve everybody, or have. */
const globals = new WeakSet()

/**
 * Dispatchers that the project made, with their idle connections. Whoever waits for a response has the connection that
 * it comes by. The ones that serve `fetch` live as long as the process.
 */
export const undiciAgentFamily: EmitterFamily = {
  isPart: (callee) => isMadeByItself(makersAbove(callee)),
  reuse: {
    type: 'http-agent',
    endpointOf: (target) => (clientsOf(target).length === 0 ? undefined : endpointOf(target)),
  },
  state(target) {
    const { closed, destroyed } = target as Dispatcher
    if (destroyed === true) return 'closed'
    if (isGlobal(target) || idleSocketsOf(target).length === 0) return 'idle'
    return closed === true ? 'closing' : 'open'
  },
  describe(target) {
    const sockets = idleSocketsOf(target)
    const hosts = [...new Set(sockets.map((socket) => peerOf(socket) ?? 'a unix socket'))].join(', ')
    const kind = target.constructor.name
    return {
      type: 'http-agent',
      subject: target,
      parts: sockets,
      facts: { hosts, idle: sockets.length, dispatcher: kind },
    }
  },
  close(target) {
    // A request that is under way fails, and is nobody's any more.
    ;(target as Dispatcher).destroy().catch(() => undefined)
    return 'closed'
  },
}

/** An agent makes a pool for each origin, and a pool its clients: undici's own code calls their constructors. */
function isMadeByItself([maker, ...callers]: readonly {
  readonly file: string
  readonly isConstructor: boolean
}[]): boolean {
  const caller = callers.find(({ isConstructor }) => !isConstructor)
  return maker !== undefined && caller !== undefined && packageOf(caller.file) === packageOf(maker.file)
}

/** The directory of a package; of Node's own copy, all of Node's. */
function packageOf(file: string): string {
  return (
    /^node:/.exec(file)?.[0] ?? /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? file
  )
}

function isGlobal(target: object): boolean {
  const realms = [globalThis, runningFile()?.globals]
  const isNow = realms.some(
    (realm) => realm !== undefined && globalSymbols.some((symbol) => Reflect.get(realm, symbol) === target),
  )
  if (isNow) globals.add(target)
  return globals.has(target)
}

/** One agent serves all origins; pools and clients one each. */
function endpointOf(target: object): string {
  const origins = clientsOf(target).map((client) => String(internal(client, 'url')))
  return [
    target.constructor.name,
    ...(target.constructor.name.includes('Agent') ? [] : new Set(origins)),
  ].join(' ')
}

function idleSocketsOf(target: object): Socket[] {
  return clientsOf(target).flatMap((client) => {
    const socket = internal(client, 'socket') as Socket | null | undefined
    const queue = internal(client, 'queue') as readonly unknown[]
    const isIdle = queue.length === Number(internal(client, 'running index'))
    return socket != null && isIdle && !socket.destroyed && !socket.connecting ? [socket] : []
  })
}

/** The clients of a dispatcher, through agents and pools; itself, if it is one. */
function clientsOf(target: object, seen = new Set<object>()): object[] {
  if (seen.has(target)) return []
  seen.add(target)
  if (Array.isArray(internal(target, 'queue'))) return [target]
  return partsOf(target).flatMap((part) => clientsOf(part, seen))
}

function partsOf(target: object): object[] {
  return Object.getOwnPropertySymbols(target).flatMap((symbol) => {
    const value = objectOf(target, symbol)
    if (value === undefined) return []
    if (symbol.description !== 'clients') return isDispatcher(value) ? [value] : []
    // Version 5 keeps weak references, version 7 a dispatcher and the number of its users. All are of the sandbox's realm.
    return [...(value as ReadonlyMap<unknown, object>).values()].flatMap((each) => {
      const held = 'deref' in each ? (each as WeakRef<object>).deref() : each
      return held === undefined ? [] : [objectOf(held, 'dispatcher') ?? held]
    })
  })
}

function isDispatcher(value: object): boolean {
  return 'dispatch' in value && 'destroy' in value
}

function internal(object: object, name: string): unknown {
  const symbol = Object.getOwnPropertySymbols(object).find(({ description }) => description === name)
  return symbol === undefined ? undefined : Reflect.get(object, symbol)
}
