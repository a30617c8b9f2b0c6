import { asBeforeTests } from '../kept/as-before-tests'
import { detached } from '../ownership/context'

/**
 * Loads a part of this package that most test files do without: `lazily(() => require('./part') as ...)`. Safe
 * in the middle of a test: the build holds its text in memory, and nothing that it opens is anybody's.
 */
export function lazily<T>(load: () => T): T {
  return detached(load)
}

/** As `lazily`, for modules that are read from disk: spies and mocks of the file system do not see it. */
export function fromDisk<T>(load: () => T): T {
  return asBeforeTests(() => detached(load))
}
