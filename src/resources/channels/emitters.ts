import type { ClientRequest } from 'node:http'

import { noteRequest, noteSocket } from './accepted'
import { installClientRequests, noteBeginning, noteClientRequest } from './client-requests'
import { EventEmitter, Server, Socket, subscribe } from '../../kept/node'
import { type Beginning, beginningOf } from '../trace/beginnings'
import { noteListen } from './listens'
import { currentOwner } from '../ledger/current-owner'
import { customFamilyOf } from '../custom/registry'
import { follow } from '../ledger/follow'
import { emitterFamilyOf } from '../handles'
import type { EmitterFamily } from '../handles/family'
import { extendsClass } from '../handles/prototypes'
import { noteMade } from '../ledger/note-made'
import { noteCreated, noteOpened } from '../trace/object-traces'
import { captureTrace } from '../trace/trace'

/**
 * What a prototype's instances are to us: a resource, a server whose birthplace we note, a socket that may have been
 * accepted, a request of one, an object of a package that may open something later, or nothing.
 */
type Interest = EmitterFamily | 'server' | 'socket' | 'request' | Beginning | undefined

const interests = new WeakMap<object, { readonly interest: Interest }>()

let installed = false

/**
 * Sees every EventEmitter that is constructed: every constructor calls `EventEmitter.init` by name, on
 * Node 18 to 26, and core modules are shared by all of Jest's sandboxes. Classes that are nobody's resource
 * cost a look-up. `onError` is told what goes wrong: that object is not seen, all others are.
 */
export function installEmitterHook(onError: (error: unknown) => void): void {
  if (installed) return
  installed = true
  const guard = (note: () => void): void => {
    try {
      note()
    } catch (error) {
      // An exception would surface in the constructor of somebody's server. It costs this one object.
      onError(error)
    }
  }

  const emitter = EventEmitter as unknown as { init: (this: object, options?: unknown) => void }
  const originalInit = emitter.init
  const observedInit = function init(this: object, options?: unknown): void {
    originalInit.call(this, options)
    const known = interests.get(Object.getPrototypeOf(this) as object)
    if (known !== undefined && known.interest === undefined) return
    guard(() => {
      noteEmitter(this, interestIn(this, observedInit), observedInit)
    })
  }

  // Does nothing where the property is locked; the canary tells.
  Reflect.set(emitter, 'init', observedInit)

  // `listen()` with a host name makes its handle a turn later, without the caller on the stack.
  const onListen = (message: unknown): void => {
    guard(() => {
      const { options, server } = message as { readonly server: object; readonly options?: object }
      if (currentOwner() === undefined) return
      const trace = captureTrace(onListen)
      noteOpened(server, trace)
      noteListen(options, trace)
    })
  }
  subscribe('tracing:net.server.listen:asyncStart', onListen)
  installClientRequests(guard)
}

function noteEmitter(target: object, interest: Interest, below: () => void): void {
  if (interest === 'socket') {
    noteSocket()
    return
  }
  if (interest === 'request') {
    noteRequest()
    return
  }
  if (interest === 'beginning') {
    noteBeginning(below)
    return
  }
  if (interest === 'client request') {
    noteClientRequest(target as ClientRequest, below)
    return
  }
  const owner = currentOwner()
  if (owner === undefined || interest === undefined) return
  if (interest !== 'server' && interest.isPart?.(below) === true) return
  const trace = captureTrace(below)
  if (interest === 'server') noteCreated(target, trace)
  else noteMade(follow(interest, target, owner, trace), target)
}

function interestIn(target: object, callee: () => void): Interest {
  const prototype = Object.getPrototypeOf(target) as object
  const known = interests.get(prototype)
  if (known !== undefined) return known.interest
  const interest = extendsClass(prototype, Server)
    ? 'server'
    : prototype === Socket.prototype
      ? 'socket'
      : '_addHeaderLine' in prototype
        ? 'request'
        : (customFamilyOf(prototype) ?? emitterFamilyOf(prototype) ?? beginningOf(prototype, callee))
  interests.set(prototype, { interest })
  if (typeof interest === 'object') interest.observe?.(prototype)
  return interest
}
