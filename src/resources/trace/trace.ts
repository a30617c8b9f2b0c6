/** A creation stack. V8 formats it when `stack` is read for the first time, which is the dear part. */
export interface Trace {
  readonly stack?: string
  /** Of a call that was observed: what it called, which has no frame yet. */
  readonly callee?: { readonly package: string; readonly text: string }
}

/**
 * Frames kept per trace. Node's own frames above a `listen()` or a TLS connect take more than ten;
 * each further frame costs about 0.1 µs and 40 bytes while the resource is open.
 */
const frameLimit = 50

const captureStackTrace = Error.captureStackTrace.bind(Error)

/** Captures the stack without the frames of `below` and whatever it called. */
export function captureTrace(below: (...args: never[]) => unknown): Trace {
  const trace: Trace = {}
  captureInto(trace, below)
  return trace
}

/** The formatted stack. Tests can replace the function that formats: it may throw, or return anything. */
export function readStack(trace: Trace): string {
  const format: unknown = Reflect.get(Error, 'prepareStackTrace')
  if (typeof format === 'function')
    Error.prepareStackTrace = (error, calls) =>
      withinPackages(Reflect.apply(format, Error, [error, calls]), calls)
  try {
    const stack: unknown = trace.stack
    return typeof stack === 'string' ? stack : ''
  } catch {
    return ''
  } finally {
    if (typeof format === 'function') Reflect.set(Error, 'prepareStackTrace', format)
  }
}

/** V8 prints a call as in a stack. */
interface Call extends NodeJS.CallSite {
  toString(): string
}

const inPackage = /[\\/]node_modules[\\/]/

/**
 * Source maps that packages ship lead to sources that they do not: files of no package, which look as if they were
 * the project's. Such lines stay where they are run.
 */
function withinPackages(stack: unknown, calls: readonly Call[]): unknown {
  if (typeof stack !== 'string') return stack
  const lines = stack.split('\n')
  const first = lines.length - calls.length
  return lines
    .map((line, index) => {
      const call = calls[index - first]
      const file = call?.getFileName()
      const isMoved = typeof file === 'string' && inPackage.test(file) && !line.includes(file)
      return call !== undefined && isMoved ? `    at ${call.toString()}` : line
    })
    .join('\n')
}

/** Runs `read` on the frames above `callee`, as few as `limit`, without formatting them. */
function inspect<T>(
  callee: (...args: never[]) => unknown,
  limit: number,
  read: (calls: readonly NodeJS.CallSite[]) => T,
): T {
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace')
  const stackLimit = Error.stackTraceLimit
  const trace: { readonly stack?: unknown } = {}
  Error.stackTraceLimit = limit
  Error.prepareStackTrace = (_error, calls) => read(calls)
  captureStackTrace(trace, callee)
  const result = trace.stack as T
  Error.stackTraceLimit = stackLimit
  Reflect.set(Error, 'prepareStackTrace', prepare)
  return result
}

/** The constructors outside Node that called `callee` within a few frames. */
export function constructorsAbove(
  callee: (...args: never[]) => unknown,
): readonly { readonly name: string; readonly file: string }[] {
  return inspect(callee, 10, (calls) =>
    calls.flatMap((call) => {
      const [name, file] = [call.getFunctionName(), call.getFileName()]
      const isOutside = typeof file === 'string' && !file.startsWith('node:')
      return isOutside && typeof name === 'string' && call.isConstructor() ? [{ name, file }] : []
    }),
  )
}

/** The functions that called a constructor, which has called `callee` as an EventEmitter; innermost first. */
export function makersAbove(
  callee: (...args: never[]) => unknown,
): readonly { readonly file: string; readonly isConstructor: boolean }[] {
  return inspect(callee, 15, (calls) =>
    calls.flatMap((call) => {
      const file = call.getFileName()
      const isOutside = typeof file === 'string' && file !== 'node:events'
      return isOutside ? [{ file, isConstructor: call.isConstructor() }] : []
    }),
  )
}

const firstFile = (_error: Error, [call]: NodeJS.CallSite[]): string | null | undefined => call?.getFileName()

/** The file of the function that called `callee`, at an eighth of the price of a trace. */
export function callerOf(callee: (...args: never[]) => unknown): unknown {
  const limit = Error.stackTraceLimit
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace')
  const trace: { readonly stack?: unknown } = {}
  Error.stackTraceLimit = 1
  Error.prepareStackTrace = firstFile
  captureStackTrace(trace, callee)
  const file = trace.stack
  Error.stackTraceLimit = limit
  Reflect.set(Error, 'prepareStackTrace', prepare)
  return file
}

/** As `captureTrace`, into an object that others hold already. */
export function captureInto(trace: Trace, below: (...args: never[]) => unknown): void {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = frameLimit
  captureStackTrace(trace, below)
  Error.stackTraceLimit = limit
}
