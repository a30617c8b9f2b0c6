import type { Worker } from 'node:worker_threads'

import type { EmitterFamily } from '../family'
import { handleState, internalOf } from '../native-handle'
import { definerOf } from '../prototypes'

/** Workers that were told to stop, or whose code has failed: nothing else tells until their thread has ended. */
const ending = new WeakSet()

/** Worker threads. */
export const workerThreadFamily: EmitterFamily = {
  runsProgram: true,
  observe: observeEnding,
  state(target) {
    const handle = internalOf(target, 'kHandle')
    // Dropped when the thread has ended; a constructor that threw has made none.
    if (handle === undefined) return 'closed'
    return ending.has(target) ? 'closing' : handleState(handle)
  },
  describe: (target) => ({
    type: 'worker-thread',
    subject: target,
    facts: { threadId: (target as Worker).threadId },
  }),
  close(target) {
    const worker = target as Worker
    worker.on('error', () => undefined)
    void worker.terminate()
    return 'terminated'
  },
}

const observed = new WeakSet()

/** The methods by which a worker is stopped, and those that Node calls when its code has failed. */
const endings = new Set(['terminate', 'kOnErrorMessage', 'kOnCouldNotSerializeErr'])

function observeEnding(prototype: object): void {
  const definer = definerOf(prototype, 'terminate')
  if (definer === undefined || observed.has(definer)) return
  observed.add(definer)
  for (const key of Reflect.ownKeys(definer)) {
    if (endings.has(typeof key === 'symbol' ? (key.description ?? '') : key)) noteCalls(definer, key)
  }
}

function noteCalls(definer: object, key: PropertyKey): void {
  const method = Reflect.get(definer, key) as (...args: unknown[]) => unknown
  const observedMethod = function (this: object, ...args: unknown[]): unknown {
    ending.add(this)
    return method.apply(this, args)
  }
  Object.defineProperties(observedMethod, Object.getOwnPropertyDescriptors(method))
  Reflect.set(definer, key, observedMethod)
}
