import { listWords } from './describe-value'
import { nearestName } from './nearest-name'

/**
 * True for an object literal, whichever realm it is from: options cross from JSON, from a Jest docblock and
 * from the sandbox, where `instanceof Object` and prototypes do not match.
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** ` Did you mean "timer"?`, or the valid names when none is near. */
export function suggestion(given: string, names: readonly string[]): string {
  const nearest = nearestName(given, names)
  return nearest === undefined ? `; expected ${listWords(names)}` : `; did you mean "${nearest}"?`
}
