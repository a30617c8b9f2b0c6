export type SyncErrorCode = 'invalid' | 'not-found' | 'already-running' | 'unavailable' | 'stopped'

/** What the daemon and its client throw on purpose; the code travels with the answer. */
export class SyncError extends Error {
  readonly code: SyncErrorCode

  constructor(code: SyncErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SyncError'
    this.code = code
  }
}

/** The code of an error of Node, '' if it has none; not by `instanceof`, which fails across realms. */
export function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}
