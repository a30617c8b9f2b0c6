/** Stacks from before the first test. `Error` may be frozen later: what is set then is dropped without a word. */
export const captureStackTrace = Error.captureStackTrace.bind(Error)
