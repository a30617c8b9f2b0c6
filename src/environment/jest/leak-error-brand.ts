/** Marks the errors of this package: `instanceof` does not work across Jest's realms. */
export const leakErrorBrand = Symbol.for('jest-leakguard.LeakError')

/** Is this an error that we gave to Jest? */
export function isOurError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.has(error, leakErrorBrand)
}

/** Jest takes what stands above the first frame for the message, and hides frames of Node's own. */
export const hiddenFrame = 'at node:internal/process/task_queues:1:1'
