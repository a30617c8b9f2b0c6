import { theProcess } from '../kept/process'

type Listener = (this: unknown, ...args: unknown[]) => void

interface Emitter {
  once(event: string, listener: Listener): unknown
  on(event: 'newListener', listener: (event: string | symbol, listener: Listener) => void): unknown
}

/** The last that one hears of a child, a worker, a stream, a socket, a server. */
const lastEvents = ['end', 'finish', 'exit', 'close'] as const

/** Calls that take a callback and, once it is destroyed, never call it: of streams, and of HTTP/2 sessions. */
const lastCalls = ['end', 'close'] as const

/**
 * To be told before this is closed for its owner: whoever waits for its end only afterwards is let go. Node has emitted its
 * last events by then, and would leave them waiting until they time out.
 */
export function letGoWaiters(closed: object): void {
  if (!isEmitter(closed)) return
  const told = new Map<string | symbol, readonly unknown[]>()
  for (const event of lastEvents) {
    closed.once(event, (...args) => {
      told.set(event, args)
    })
  }
  closed.on('newListener', (event, listener) => {
    const args = told.get(event)
    if (args !== undefined) theProcess.nextTick(() => Reflect.apply(listener, closed, args))
  })
  for (const name of lastCalls) if (neverAnswers(closed, name)) answer(closed, name)
}

function isEmitter(value: object): value is Emitter {
  return ['once', 'on'].every((name) => typeof Reflect.get(value, name) === 'function')
}

function neverAnswers(closed: object, name: (typeof lastCalls)[number]): boolean {
  const isStream = typeof Reflect.get(closed, 'write') === 'function'
  const isSession = typeof Reflect.get(closed, 'goaway') === 'function'
  return typeof Reflect.get(closed, name) === 'function' && (name === 'end' ? isStream : isSession)
}

function answer(closed: object, name: string): void {
  const original = Reflect.get(closed, name) as Listener
  const answered: Listener = function (...args) {
    const callback = args.at(-1)
    if (Reflect.get(closed, 'destroyed') !== true || typeof callback !== 'function')
      return Reflect.apply(original, this, args)
    theProcess.nextTick(() => {
      Reflect.apply(callback, closed, [])
    })
    return this
  }
  Object.defineProperty(closed, name, { value: answered, configurable: true, writable: true })
}
