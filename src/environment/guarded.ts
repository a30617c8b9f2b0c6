import { reportInternalError } from './notice'

/** Nothing of ours may fail a suite: an exception here would cost the file all its results. */
export function guarded(where: string, fn: () => void | Promise<void>): void | Promise<void> {
  const report = (error: unknown): void => {
    reportInternalError(where, error)
  }
  try {
    return fn()?.catch(report)
  } catch (error) {
    report(error)
  }
}

export function guardedSync(where: string, fn: () => void): void {
  try {
    fn()
  } catch (error) {
    reportInternalError(where, error)
  }
}
