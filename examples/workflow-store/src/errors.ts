export type StoreErrorCode =
  'invalid' | 'not-found' | 'busy' | 'closed' | 'read-only' | 'corrupt' | 'newer-schema'

/** What every backend throws on purpose; `code` tells what a caller can do about it. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}

export function invalid(message: string): StoreError {
  return new StoreError('invalid', message)
}

export function closed(what: string): StoreError {
  return new StoreError('closed', `the store ${what} is closed`)
}

/** The code of an error of Node or SQLite, '' if it has none; not by `instanceof`, which fails across realms. */
export function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}
