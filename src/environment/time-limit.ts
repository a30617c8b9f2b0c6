/** A timer's callback, in a field that it has had since Node 12. */
interface Timeout {
  readonly _onTimeout?: unknown
}

/**
 * Is this the timer by which circus limits a test or hook? There are two per test, and circus clears them.
 * Told by what its callback calls, in Jest 29 and 30; should that change, their traces are taken for nothing.
 */
export function isTimeLimit(provider: string, target: object): boolean {
  if (provider !== 'Timeout') return false
  const callback = (target as Timeout)._onTimeout
  return (
    typeof callback === 'function' &&
    Function.prototype.toString.call(callback).includes('_makeTimeoutMessage(')
  )
}
