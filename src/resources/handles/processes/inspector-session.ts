import type { Session } from 'node:inspector'

import { wrapMethod } from '../../adapters/wrap-method'
import type { EmitterFamily } from '../family'

/** Sessions that are told of the heap's growth, by a timer of the engine. */
const tracking = new Set<object>()

const starts = 'HeapProfiler.startTrackingHeapObjects'
const stops: readonly unknown[] = ['HeapProfiler.stopTrackingHeapObjects', 'HeapProfiler.disable']

/**
 * Sessions of `node:inspector` and `node:inspector/promises`. On Node 20 to 26 the tracking of heap objects is
 * all that keeps a process alive: not a connected session, whatever else it has enabled, nor `inspector.open()`.
 */
export const inspectorSessionFamily: EmitterFamily = {
  observe: observeSession,
  state: (target) => (tracking.has(target) ? 'open' : 'idle'),
  describe: (target) => ({ type: 'inspector-session', subject: target, facts: {} }),
  close(target) {
    ;(target as Session).disconnect()
    return 'disconnected'
  },
}

const observed = new WeakSet()

/** Nothing tells what a session has asked for. */
function observeSession(prototype: object): void {
  let each: object | null = prototype
  for (; each !== null && !observed.has(each); each = Object.getPrototypeOf(each) as object | null) {
    observed.add(each)
    noteCalls(each, 'post', (session, method) => {
      if (method === starts) tracking.add(session)
      else if (stops.includes(method)) tracking.delete(session)
    })
    noteCalls(each, 'disconnect', (session) => {
      tracking.delete(session)
    })
  }
}

function noteCalls(prototype: object, name: string, note: (session: object, method: unknown) => void): void {
  if (!Object.hasOwn(prototype, name)) return
  wrapMethod(prototype, name, (original) => {
    return function observedCall(...args) {
      const result = original.apply(this, args)
      note(this, args[0])
      return result
    }
  })
}
