import type { CircusDescribe, CircusTest } from './circus'
import { isOurError } from './leak-error-brand'

/** Did every test of the block run and pass by itself? Leaks that we made it fail for do not count. */
export function ranAndPassed(entry: CircusDescribe | CircusTest): boolean {
  if (entry.type === 'describeBlock') return entry.children.every(ranAndPassed)
  return entry.status === 'todo' || (entry.status === 'done' && entry.errors.every(isOurError))
}

/** The titles of what did not run completely, or failed by itself: whole blocks where nothing did. */
export function unfinishedOf(
  entry: CircusDescribe | CircusTest,
  path: readonly string[] = [],
): (readonly string[])[] {
  if (entry.type === 'test') return ranAndPassed(entry) ? [] : [path]
  const parts = entry.children.map((child) => unfinishedOf(child, [...path, child.name]))
  const none = parts.length > 0 && parts.every(([first]) => first?.length === path.length + 1)
  return none ? [path] : parts.flat()
}
