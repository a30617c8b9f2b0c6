import { type CurrentOwner, currentOwner } from '../ledger/current-owner'
import { follow } from '../ledger/follow'
import { familyOf, isFollowed, loadedFamilyOf } from '../handles'
import { lazily } from '../../loading/lazily'
import { enableHook, init } from '../../ownership/context'
import { connectionInHand, noteConnection, notePipeConnect } from './accepted'
import type * as immediateLoop from './immediate-loop'
import { traceOfListen } from './listens'
import { captureTrace, noTrace, type Trace } from '../trace/trace'
import { handOver, resourceOf } from '../ledger/tracked-resource'

let enabled = false
let report: (error: unknown) => void = () => undefined
let isRunners: (provider: string, target: object, attributed: boolean) => boolean = () => false

function onStart(asyncId: number, provider: string, triggerId: number, target: object): void {
  try {
    if (!isFollowed(provider)) {
      if (provider === 'Immediate') noteImmediate(target, asyncId, triggerId)
      else if (provider === 'PIPECONNECTWRAP') notePipeConnect(target, triggerId)
      return
    }
    const connects = provider === 'TCPWRAP' || provider === 'PIPEWRAP'
    const connection = connects ? noteConnection(target, triggerId) : undefined
    if (connection === 'handed on') return
    const owner = connection === 'accepted' ? resourceOf(triggerId) : ownerAt(triggerId)
    if (owner !== undefined && isRunners(provider, target, owner.attributed)) return
    // What is nobody's matters only where a handle passes from somebody.
    const family = owner === undefined ? loadedFamilyOf(provider) : familyOf(provider)
    if (family === undefined) return
    const handle = family.handleOf?.(target)
    if (handle !== undefined) handOver(handle)
    if (owner === undefined || family.follows?.(target) === false) return
    const ids = { own: asyncId, trigger: triggerId, connection: connectionInHand(triggerId) }
    const trace = knownTrace(provider, connection) ?? captureTrace(family.makerOf?.(target) ?? init)
    const resource = follow(family, handle ?? target, owner, trace, ids)
    if (handle !== undefined) handOver(handle, resource)
  } catch (error) {
    // An exception that leaves the hook would end the process. It costs this one resource.
    report(error)
  }
}

/** What needs no stack of its own. */
function knownTrace(provider: string, connection: string | undefined): Trace | undefined {
  // No line of anybody's leads to what a server has accepted.
  if (connection === 'accepted') return noTrace
  return provider === 'TCPSERVERWRAP' || provider === 'PIPESERVERWRAP' ? traceOfListen() : undefined
}

let immediates: typeof immediateLoop | undefined

function noteImmediate(target: object, asyncId: number, triggerId: number): void {
  const owner = currentOwner()
  if (owner === undefined) return
  immediates ??= lazily(() => require('./immediate-loop') as typeof immediateLoop)
  immediates.noteImmediate(target, owner, { own: asyncId, trigger: triggerId })
}

/**
 * Node makes accepted sockets, and a server's HTTP/2 streams, before it enters their server's async context:
 * what nobody's context tells, the resource that triggered it does.
 */
function ownerAt(triggerId: number): CurrentOwner | undefined {
  const owner = currentOwner()
  return owner?.attributed === false ? (resourceOf(triggerId) ?? owner) : owner
}

/**
 * Starts following what is opened in this process; once is enough. `onError` is told what goes wrong inside
 * the hook: that resource is not followed, all others are. `runners` says whether the test runner itself has
 * made it, which what no async context accounts for (not `attributed`) may well be.
 */
export function enableAsyncHook(onError: (error: unknown) => void, runners: typeof isRunners): void {
  isRunners = runners
  report = onError
  if (enabled) return
  enabled = true
  enableHook(onStart)
}
