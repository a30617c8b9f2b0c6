/** An error that the API answers with its own status and code; anything else is answered with 500. */
export class ServiceError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = new.target.name
    this.status = status
    this.code = code
  }
}

export class InvalidRequest extends ServiceError {
  constructor(message: string) {
    super(400, 'invalid_request', message)
  }
}

export class NotFound extends ServiceError {
  constructor(message: string) {
    super(404, 'not_found', message)
  }
}

/** The carrier understood the request and refused it: trying again is of no use. */
export class CarrierRejected extends ServiceError {
  constructor(message: string) {
    super(422, 'carrier_rejected', message)
  }
}

/** The carrier is down, slow or overloaded: worth another attempt. */
export class CarrierUnavailable extends ServiceError {
  constructor(message: string) {
    super(503, 'carrier_unavailable', message)
  }
}
