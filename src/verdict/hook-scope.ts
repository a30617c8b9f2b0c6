import type { Leak, Owner } from './leak'

/** A test that ran, in the order of running. */
export interface RanTest {
  readonly ownerId: number
  readonly owner: Owner
}

/**
 * Finds what a `beforeEach` opened for every test of a block and only the last one's was closed: the clean-up
 * stands in `afterAll`. Returns the number of tests by leak.
 */
export function closedOnlyOnce(leaks: readonly Leak[], tests: readonly RanTest[]): Map<Leak, number> {
  const found = new Map<Leak, number>()
  const bySite = new Map<string, Leak[]>()
  for (const leak of leaks) {
    if (leak.hook !== 'beforeEach') continue
    const key = `${leak.type}\n${leak.site}`
    bySite.set(key, [...(bySite.get(key) ?? []), leak])
  }
  for (const group of bySite.values()) {
    const block = commonBlock(group)
    const inBlock = tests.filter(({ owner }) => startsWith(owner.path, block))
    const leaking = new Set(group.map(({ ownerId }) => ownerId))
    const [last, ...others] = inBlock.toReversed()
    if (last === undefined || leaking.has(last.ownerId) || others.length === 0) continue
    if (others.every(({ ownerId }) => leaking.has(ownerId))) {
      for (const leak of group) found.set(leak, inBlock.length)
    }
  }
  return found
}

/** The titles of the innermost describe block that holds all the owners. */
function commonBlock(leaks: readonly Leak[]): readonly string[] {
  const [first = [], ...rest] = leaks.map(({ owner }) => owner.path.slice(0, -1))
  return rest.reduce((common, path) => {
    const differs = common.findIndex((title, index) => title !== path[index])
    return differs === -1 ? common : common.slice(0, differs)
  }, first)
}

function startsWith(path: readonly string[], block: readonly string[]): boolean {
  return block.every((title, index) => title === path[index])
}
