import { asBeforeTests } from '../../kept/as-before-tests'
import {
  captureStackTrace,
  formatWith,
  limitStacks,
  restoreFormat,
  stackFormat,
  stackLimit,
} from '../../kept/errors'

/** A creation stack. V8 formats it when `stack` is read for the first time, which is the dear part. */
export interface Trace {
  readonly stack?: string
  /** Of a call that was observed: what it called, which has no frame yet. */
  readonly callee?: { readonly package: string; readonly text: string }
}

/** Of what no call leads to. */
export const noTrace: Trace = { stack: '' }

/**
 * Frames kept per trace. Node's own frames above a `listen()` or a TLS connect take more than ten;
 * each further frame costs about 0.1 µs and 40 bytes while the resource is open.
 */
const frameLimit = 50

/** Captures the stack without the frames of `below` and whatever it called. */
export function captureTrace(below: (...args: never[]) => unknown): Trace {
  const trace: Trace = {}
  captureInto(trace, below)
  return trace
}

/** Stacks that were formatted during one test file: what a loop leaves a thousand times has one line. */
const formatted = new Map<string, string>()

/** So many are remembered. */
const mostFormatted = 1000

/** Another test file begins, and its sources may have changed. */
export function forgetStacks(): void {
  formatted.clear()
}

/** V8 prints a call as in a stack. */
export interface Call extends NodeJS.CallSite {
  toString(): string
}

type PlaceInSource = (call: Call) => string | undefined

let placeInSource: PlaceInSource = () => undefined

/** `map` says where the source of a call of the running test file has it, as `file:line:column`; undefined: not known. */
export function mapCallsWith(map: PlaceInSource): void {
  placeInSource = map
}

/** The formatted stack. Tests can replace the function that formats: it may throw, or return anything. */
export function readStack(trace: Trace): string {
  const before = stackFormat()
  const format = typeof before === 'function' ? before : plainly
  formatWith((error, calls) => formattedOnce(calls, () => Reflect.apply(format, Error, [error, calls])))
  try {
    // Jest's formatter reads source maps, by functions that tests may have mocked.
    const stack: unknown = asBeforeTests(() => trace.stack)
    return typeof stack === 'string' ? stack : ''
  } catch {
    return ''
  } finally {
    restoreFormat(before)
  }
}

function plainly(_error: Error, calls: readonly Call[]): string {
  return ['Error', ...calls.map((call) => `    at ${call.toString()}`)].join('\n')
}

function formattedOnce(calls: readonly Call[], format: () => unknown): unknown {
  const key = keyOf(calls)
  const known = formatted.get(key)
  if (known !== undefined) return known
  const stack = corrected(format(), calls)
  if (typeof stack === 'string' && formatted.size < mostFormatted) formatted.set(key, stack)
  return stack
}

/** Equal for stacks that look alike: of equal calls, on objects of one class. */
function keyOf(calls: readonly Call[]): string {
  return calls
    .map((call) => {
      const file = call.getFileName() ?? call.getEvalOrigin() ?? ''
      return `${file}:${String(call.getPosition())}:${call.getTypeName() ?? ''}:${String(call.isAsync())}`
    })
    .join('\n')
}

const inPackage = /[\\/]node_modules[\\/]/

/**
 * Source maps that packages ship lead to sources that they do not: files of no package, which look as if they were
 * the project's. Such lines stay where they are run. Lines of the project stand there only where Jest's formatter was
 * replaced by one that knows no source maps, as Next does in its own process.
 */
function corrected(stack: unknown, calls: readonly Call[]): unknown {
  if (typeof stack !== 'string') return stack
  const lines = stack.split('\n')
  const first = lines.length - calls.length
  return lines.map((line, index) => correctedLine(line, calls[index - first])).join('\n')
}

function correctedLine(line: string, call: Call | undefined): string {
  const file = call?.getFileName()
  if (call === undefined || typeof file !== 'string') return line
  if (inPackage.test(file)) return line.includes(file) ? line : `    at ${call.toString()}`
  const run = `${file}:${String(call.getLineNumber())}:${String(call.getColumnNumber())}`
  return line.includes(run) ? line.replace(run, () => placeInSource(call) ?? run) : line
}

/** Runs `read` on the frames above `callee`, as few as `limit`, without formatting them. */
function inspect<T>(
  callee: (...args: never[]) => unknown,
  limit: number,
  read: (calls: readonly NodeJS.CallSite[]) => T,
): T {
  const prepare = stackFormat()
  const before = stackLimit()
  const trace: { readonly stack?: unknown } = {}
  let result: T | undefined
  limitStacks(limit)
  formatWith((_error, calls) => {
    result = read(calls)
  })
  captureStackTrace(trace, callee)
  Reflect.get(trace, 'stack')
  limitStacks(before)
  restoreFormat(prepare)
  // Nothing was handed out where `Error` is frozen.
  return result ?? read([])
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
  const limit = stackLimit()
  const prepare = stackFormat()
  const trace: { readonly stack?: unknown } = {}
  limitStacks(1)
  formatWith(firstFile)
  captureStackTrace(trace, callee)
  const file = trace.stack
  limitStacks(limit)
  restoreFormat(prepare)
  return file
}

/** As `captureTrace`, into an object that others hold already. */
export function captureInto(trace: Trace, below: (...args: never[]) => unknown): void {
  const limit = stackLimit()
  limitStacks(frameLimit)
  captureStackTrace(trace, below)
  limitStacks(limit)
}
