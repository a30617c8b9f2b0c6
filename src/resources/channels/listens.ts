import { noTrace, type Trace } from '../trace/trace'

interface ListenOptions {
  readonly host?: unknown
  readonly path?: unknown
  readonly port?: unknown
}

/** The stack of the call that makes the next handle of a server. Weak: a call that fails makes none, and a stack holds its file. */
let current: WeakRef<Trace> | undefined

/** Calls that make theirs once the name of the host is looked up. */
let lookingUp = 0

/** A `listen()` has begun that was traced. */
export function noteListen(options: ListenOptions | undefined, trace: Trace): void {
  current = undefined
  if (options?.path === undefined && options?.port === undefined) return
  if (options.host === undefined) current = new WeakRef(trace)
  else lookingUp += 1
}

/** The stack that the handle made just now needs none beside; undefined: nobody has traced what makes it. */
export function traceOfListen(): Trace | undefined {
  const trace = current?.deref()
  current = undefined
  if (trace !== undefined) return trace
  if (lookingUp === 0) return undefined
  lookingUp -= 1
  return noTrace
}
