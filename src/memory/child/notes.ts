/** The same text in one piece: of one that is put together, a heap snapshot shows no content. */
export function inOnePiece(text: string): string {
  return Buffer.from(text).toString()
}

/** What is written beside an object, for the reader of the heap snapshot. */
class LeakguardNote {
  constructor(
    readonly name: string | undefined,
    readonly site: string | undefined,
  ) {}
}

// Weak: a note keeps nothing, and the snapshot shows it as an entry from the object to the note.
const names = new WeakMap<object, LeakguardNote>()
const sites = new WeakMap<object, LeakguardNote>()

/** Gives an object the name by which everybody knows it, unless it has one. */
export function noteName(value: unknown, name: string): void {
  if (isObject(value) && !names.has(value)) names.set(value, new LeakguardNote(inOnePiece(name), undefined))
}

/** Notes the line of the project, or of a package, that called `call` with an object. */
export function noteSite(value: unknown, call: string, below: (...args: never[]) => unknown): void {
  if (!isObject(value)) return
  const site = callerOf(below)
  if (site !== undefined) sites.set(value, new LeakguardNote(undefined, inOnePiece(`${call} ${site}`)))
}

interface Target {
  stack?: unknown
}

/** The nearest frame above `below` that is no part of Node, Jest or this package; a package's when there is no other. */
export function callerOf(below: (...args: never[]) => unknown): string | undefined {
  const { stackTraceLimit } = Error
  const prepareStackTrace: unknown = Reflect.get(Error, 'prepareStackTrace')
  const target: Target = {}
  try {
    Error.stackTraceLimit = 30
    // Formatted at once: a stack that nobody has read keeps every function on it.
    Error.prepareStackTrace = (_error, frames) => frames
    Error.captureStackTrace(target, below)
    const frames = target.stack as readonly NodeJS.CallSite[]
    const places = frames.flatMap((frame) => placeOf(frame) ?? [])
    return places.find((place) => !place.includes('node_modules')) ?? places[0]
  } catch {
    // A frozen `Error` costs the line, nothing else.
    return undefined
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace)
    Error.stackTraceLimit = stackTraceLimit
  }
}

function placeOf(frame: NodeJS.CallSite): string | undefined {
  const file = frame.getFileName()?.replace(/^file:\/\//, '')
  if (file === undefined || !/^(?:\/|[A-Za-z]:[\\/])/.test(file) || isOwn.test(file)) return undefined
  return `${file}:${String(frame.getLineNumber() ?? 1)}:${String(frame.getColumnNumber() ?? 1)}`
}

/** Files of Jest and of this package. */
export const isOwn = /[\\/]node_modules[\\/](?:jest[\\/]|jest-|@jest[\\/])/

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
