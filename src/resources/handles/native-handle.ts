import type { Frame } from '../../verdict/leak'
import type { State } from './family'

/** The part of Node's native handle wraps that is safe to ask on open and closed handles alike. */
export interface NativeHandle {
  hasRef?(): boolean | undefined
  close?(): void
  readonly fd?: number
}

let ownerSymbol: symbol | undefined

/** The public object (Server, Socket, ChildProcess ...) behind a native handle. */
export function ownerOf(handle: object): object | undefined {
  // Node keeps the symbol to itself; it is an own property of every handle that has an owner.
  ownerSymbol ??= ownSymbol(handle, 'owner_symbol')
  return ownerSymbol === undefined ? undefined : objectOf(handle, ownerSymbol)
}

/** What Node keeps under an own symbol of this name; undefined when it is no object. */
export function internalOf(object: object, name: string): object | undefined {
  const symbol = ownSymbol(object, name)
  return symbol === undefined ? undefined : objectOf(object, symbol)
}

/** Does Node keep anything under an own symbol of this name, be it nothing any more? */
export function hasInternal(object: object, name: string): boolean {
  return ownSymbol(object, name) !== undefined
}

function ownSymbol(object: object, name: string): symbol | undefined {
  return Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === name)
}

/** The native handle of a connection, below that of TLS. */
export function nativeHandleOf(socket: object): object | undefined {
  const handle = objectOf(socket, '_handle')
  return handle === undefined ? undefined : (objectOf(handle, '_parent') ?? handle)
}

/** The value of a property; undefined when it is no object. */
export function objectOf(object: object, key: PropertyKey): object | undefined {
  const value: unknown = Reflect.get(object, key)
  return typeof value === 'object' && value !== null ? value : undefined
}

/**
 * `hasRef()` is undefined once a handle is closed, and false when it is open but unref'd:
 * true for TCP, pipe, UDP, process, worker and file-watching handles on Node 20 to 26.
 */
export function handleState(handle: object): State {
  const native = handle as NativeHandle
  const referenced = typeof native.hasRef === 'function' ? native.hasRef() : undefined
  if (referenced === undefined) return 'closed'
  return referenced ? 'open' : 'unref'
}

/** Who called the constructor: the first frame outside the given parts of Node. */
export function callerOf(frames: readonly Frame[], constructors: RegExp): Frame | undefined {
  return frames.find(({ text }) => !constructors.test(text))
}
