import { types } from '../../kept/node'
import { hiddenFrame, leakErrorBrand } from './leak-error-brand'

/** Where Jest divides what it prints of an error into message and frames. */
const firstFrame = /\n\s*at\s.*:\d*:\d*/

/** What a class of errors may have besides. */
const plainMembers: ReadonlySet<PropertyKey> = new Set(['constructor', 'name', 'message'])

/**
 * Adds a line to what Jest prints of a test's first failure, below its message. The error itself may be in use elsewhere: a
 * copy takes its place. Where there can be none, the line is a failure of its own beside it.
 */
export function noteInFailure(failures: unknown[], line: string): void {
  const noted = notedIn(failures[0], line)
  if (noted === undefined) failures.push(failureOf(line))
  else failures[0] = noted
}

/** Circus stores `[error, asyncError]`, the error itself, or the whole text of one of `node:assert`. */
function notedIn(failure: unknown, line: string): unknown {
  try {
    if (Array.isArray(failure)) {
      const copy = copyWith(failure[0], line)
      return copy && [copy, ...(failure.slice(1) as unknown[])]
    }
    return textWith(failure, line) ?? copyWith(failure, line)
  } catch {
    // Somebody's class of errors that refuses to be asked.
    return undefined
  }
}

function textWith(failure: unknown, line: string): { readonly message: string } | undefined {
  if (!isObject(failure) || Reflect.ownKeys(failure).join() !== 'message') return undefined
  const { message } = failure as { readonly message: unknown }
  const noted = typeof message === 'string' ? withLine(message, 0, line) : undefined
  return noted === undefined ? undefined : { message: noted }
}

function copyWith(error: unknown, line: string): Error | undefined {
  if (!types.isNativeError(error) || !isPlain(error)) return undefined
  const { message, stack } = error as { readonly message: unknown; readonly stack?: unknown }
  if (typeof stack !== 'string' || typeof message !== 'string') return undefined
  const noted = withLine(stack, stack.indexOf(message) + message.length, line)
  if (noted === undefined) return undefined
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error) as object) as Error
  return Object.defineProperties(copy, {
    ...Object.getOwnPropertyDescriptors(error),
    stack: { value: noted, writable: true, enumerable: false, configurable: true },
  })
}

/** None of its classes has members that ask for what only they can have given to an instance. */
function isPlain(error: Error): boolean {
  const prototypes: object[] = []
  for (let each: unknown = Object.getPrototypeOf(error); isObject(each); each = Object.getPrototypeOf(each))
    prototypes.push(each)
  // The last two are those of `Error` and `Object`.
  return prototypes.slice(0, -2).every((prototype) =>
    Reflect.ownKeys(prototype).every((key) => {
      const member = Object.getOwnPropertyDescriptor(prototype, key)
      return plainMembers.has(key) && member?.get === undefined
    }),
  )
}

/** Undefined: what Jest would take for the first frame stands before `end`, in the message. */
function withLine(text: string, end: number, line: string): string | undefined {
  const at = text.search(firstFrame)
  if (at === -1) return `${text}\n\n${line}`
  return at < end ? undefined : `${text.slice(0, at)}\n\n${line}${text.slice(at)}`
}

function failureOf(line: string): Error {
  const error = Object.assign(new Error(line), { [leakErrorBrand]: true })
  error.stack = `${line}\n    ${hiddenFrame}`
  return error
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
