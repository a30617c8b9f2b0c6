/** A place in the code; counted from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What outside a sandbox has a grip on something in it, as data. */
export type Holder =
  /** A listener of an emitter that all files share. */
  | { readonly kind: 'listener'; readonly event: string; readonly emitter: string }
  /** A timer that still waits; `call` started it. */
  | { readonly kind: 'timer'; readonly call: string }
  | { readonly kind: 'channel'; readonly name: string }
  /** A function of a core module, or of another object that all files share, was replaced. */
  | { readonly kind: 'replaced'; readonly key: string }
  /** A property that was put on an object which all files share. */
  | { readonly kind: 'property'; readonly object: string; readonly key: string }
  | {
      readonly kind: 'finalization'
      readonly variable: string | undefined
      readonly file: string | undefined
    }
  /** The store of an `AsyncLocalStorage`, kept by something that was begun while it was set. */
  | { readonly kind: 'async-store'; readonly by: string }
  /** An async function that waits for a promise which nobody settles. */
  | { readonly kind: 'promise'; readonly variable: string | undefined; readonly file: string | undefined }
  /** A variable of a module that Jest loads once for all files. */
  | { readonly kind: 'variable'; readonly variable: string; readonly file: string }
  /** A native add-on, or a handle of Node's own. */
  | { readonly kind: 'native'; readonly what: string }
  /** Jest itself, or this package: nothing that the user could let go of. */
  | { readonly kind: 'jest'; readonly package: string }
  | { readonly kind: 'other'; readonly chain: string }

/** What is held of the sandbox: by its name, and where it is written. */
export interface Held {
  /** `onError`, `an object of class Cache`, `a promise`. */
  readonly what: string
  /** Where the function, or the class of the object, stands in the code that ran: not yet mapped to its source. */
  readonly place: Place | undefined
}

/** One grip in full. */
export interface Described {
  readonly holder: Holder
  readonly held: Held
  /** Where the holder was given what it holds, if that was seen; not yet mapped to its source. */
  readonly site: Place | undefined
}
