export type ServiceErrorCode = 'invalid' | 'not-found' | 'insufficient-funds' | 'conflict'

/** What the service throws on purpose; the code travels with the answer. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode

  constructor(code: ServiceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ServiceError'
    this.code = code
  }
}
