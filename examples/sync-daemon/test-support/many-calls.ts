import type { Daemon } from '../src/daemon'
import { figures, report } from './figures'

export const callsPerTest = 5

/** The names of sixteen files, one per test. */
export const files = Array.from({ length: 16 }, (_, index) => `file-${index + 1}`)

/** How often a suite has opened what it could have used again. */
export const opened = { engines: 0 }

/** Reports what the suite has opened, and what it holds in the end. */
export function reportAfter(daemon: () => Daemon): void {
  const before = figures()
  afterAll(() => {
    const after = figures()
    report({
      sessions: daemon().connections,
      engines: opened.engines,
      descriptors: after.descriptors - before.descriptors,
      rssMb: after.rssMb - before.rssMb,
    })
  })
}

export function paths(changes: readonly { readonly path: string }[]): string[] {
  return changes.map(({ path }) => path)
}
