import { nextTick } from '../kept/process'

type Listener = (this: unknown, ...args: unknown[]) => unknown

type NewListener = (event: string | symbol, listener: Listener) => void

interface Emitter {
  once(event: string, listener: Listener): unknown
  on(event: 'newListener', listener: NewListener): unknown
  off(event: string | symbol, listener: Listener): unknown
  listeners(event: string | symbol): readonly unknown[]
}

/** The last that one hears of a child, a worker, a stream, a socket, a server. */
const lastEvents = ['end', 'finish', 'exit', 'close'] as const

/** Those that were told: one object may stand for several resources. */
const told = new WeakSet<object>()

/**
 * To be told before this is closed for its owner: whoever waits for its end only afterwards is let go. Node has emitted its
 * last events by then, and would leave them waiting until they time out.
 */
export function letGoWaiters(closed: object): void {
  if (!isEmitter(closed) || told.has(closed)) return
  told.add(closed)
  const emitted = new Map<string | symbol, readonly unknown[]>()
  const answer = (event: string | symbol, listener: Listener): void => {
    const args = emitted.get(event)
    if (args !== undefined)
      nextTick(() => {
        // A server that is closed once more tells of it once more: nobody is called twice.
        if (!takeOff(closed, event, listener)) return
        Reflect.apply(listener, closed, args)
      })
  }
  const listen = (): void => {
    if (!closed.listeners('newListener').includes(answer)) closed.on('newListener', answer)
  }
  for (const event of lastEvents) {
    closed.once(event, (...args) => {
      emitted.set(event, args)
      // A worker removes all of its listeners when it has told of its exit.
      nextTick(listen)
    })
  }
  // A destroyed stream and a destroyed HTTP/2 session forget the callback.
  const isDestroyed = (): boolean => Reflect.get(closed, 'destroyed') === true
  if (has(closed, 'write')) endsOnceMore(closed, 'end', closed, isDestroyed)
  if (has(closed, 'goaway')) endsOnceMore(closed, 'close', undefined, isDestroyed)
}

/**
 * It was ended for its owner: whoever ends it once more is told that it is over, where the library would throw, reject or
 * never answer. `result` is what the call returns.
 */
export function endsOnceMore(
  closed: object,
  name: string,
  result: unknown,
  isOver: () => boolean = () => true,
): void {
  const original = Reflect.get(closed, name) as Listener | undefined
  if (typeof original !== 'function') return
  const once: Listener = function (...args) {
    if (!isOver()) return Reflect.apply(original, this, args)
    const callback = args.at(-1)
    if (typeof callback === 'function') {
      nextTick(() => {
        Reflect.apply(callback, closed, [])
      })
    }
    return result
  }
  Object.defineProperty(closed, name, { value: once, configurable: true, writable: true })
}

/** True when it was there still. */
function takeOff(emitter: Emitter, event: string | symbol, listener: Listener): boolean {
  const before = emitter.listeners(event).length
  emitter.off(event, listener)
  return emitter.listeners(event).length < before
}

function isEmitter(value: object): value is Emitter {
  return ['once', 'on', 'off', 'listeners'].every((method) => has(value, method))
}

function has(value: object, method: string): boolean {
  return typeof Reflect.get(value, method) === 'function'
}
