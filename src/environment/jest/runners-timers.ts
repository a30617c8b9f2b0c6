/** Fields that a timer has had since Node 12. */
interface Timeout {
  readonly _onTimeout?: unknown
  readonly _idleTimeout?: number
}

/**
 * Is this a timer of Jest's own, though it starts in the middle of a test? Told by what its callback calls, in
 * Jest 29 and 30; should that change, their traces are taken for nothing. `attributed`: an async context says
 * that a test is at work.
 */
export function isRunnersTimer(provider: string, target: object, attributed: boolean): boolean {
  if (provider !== 'Timeout') return false
  return isOutputFlush(target) || (!attributed && isTimeLimit(target))
}

/** The limit of a test or hook. There are two per test, and circus clears them. */
function isTimeLimit(target: Timeout): boolean {
  return calls(target._onTimeout, '_makeTimeoutMessage(')
}

/**
 * In band, the default reporter has replaced `process.stdout.write` and prints what tests write a moment later.
 * Its functions are of the outer realm: those of tests are told from them without reading their text.
 */
function isOutputFlush({ _idleTimeout, _onTimeout }: Timeout): boolean {
  return _idleTimeout === 100 && _onTimeout instanceof Function && calls(_onTimeout, 'flushBufferedOutput(')
}

function calls(callback: unknown, text: string): boolean {
  return typeof callback === 'function' && Function.prototype.toString.call(callback).includes(text)
}
