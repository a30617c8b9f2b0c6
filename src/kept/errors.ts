/** How V8 hands out a stack: `prepareStackTrace`. */
type Format = (error: Error, calls: NodeJS.CallSite[]) => unknown

/** From before the first test. */
export const captureStackTrace = Error.captureStackTrace.bind(Error)

// `Error` may be frozen: what cannot be set then is left as it is, without an exception.

export function stackLimit(): number {
  return Error.stackTraceLimit
}

/** How many frames are captured from now on. */
export function limitStacks(limit: number): void {
  Reflect.set(Error, 'stackTraceLimit', limit)
}

export function formatWith(format: Format): void {
  Reflect.set(Error, 'prepareStackTrace', format)
}

/** What formats stacks now, to be put back. */
export function stackFormat(): unknown {
  return Reflect.get(Error, 'prepareStackTrace')
}

export function restoreFormat(format: unknown): void {
  Reflect.set(Error, 'prepareStackTrace', format)
}
