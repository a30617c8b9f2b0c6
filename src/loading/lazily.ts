import fs from 'node:fs'

import { detached } from '../ownership/context'

/** What Node's module loader calls through the public object, on which tests put their spies. */
const names = ['closeSync', 'openSync', 'readFileSync', 'readSync', 'realpathSync', 'statSync'] as const

const originals = names.map((name) => [name, descriptorOf(name)] as const)

/**
 * Loads a part of this package that most test files do without: `lazily(() => require('./part') as ...)`. Safe
 * in the middle of a test: the build holds its text in memory, and nothing that it opens is anybody's.
 */
export function lazily<T>(load: () => T): T {
  return detached(load)
}

/** As `lazily`, for modules that are read from disk: spies and mocks of the file system do not see it. */
export function fromDisk<T>(load: () => T): T {
  const replaced = originals.flatMap(([name, original]) => {
    const current = descriptorOf(name)
    if (current.value === original.value) return []
    Object.defineProperty(fs, name, original)
    return [[name, current] as const]
  })
  try {
    return detached(load)
  } finally {
    for (const [name, current] of replaced) Object.defineProperty(fs, name, current)
  }
}

function descriptorOf(name: (typeof names)[number]): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(fs, name) ?? {}
}
