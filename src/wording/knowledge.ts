import { knowledge } from '../knowledge'

/** Packages whose call is known, for `explain` and docs. */
export const knownPackages: readonly string[] = [...knowledge.values()].flatMap(({ close, package: name }) =>
  close === undefined ? [] : [name],
)

/** Is there an entry for this package? */
export function isKnown(name: string): boolean {
  return knowledge.has(name)
}

/**
 * The call that shuts down the outermost known package of a chain: the user knows mongoose, not the driver
 * below it. `packages` goes from the one that opened the resource to the one that the project called; `type` is the
 * resource's.
 */
export function closeCallOf(packages: readonly string[], type?: string): string | undefined {
  const known = packages.findLast((name) => knowledge.get(name)?.close !== undefined)
  const { close, closeByType = {} } = (known === undefined ? undefined : knowledge.get(known)) ?? {}
  return type === undefined ? close : (closeByType[type] ?? close)
}

/** What to do instead of closing what the outermost package has opened: none of its calls can. */
export function insteadOf(packages: readonly string[]): string | undefined {
  return knowledge.get(packages.at(-1) ?? '')?.instead
}

/** As `closeCallOf`, for a transaction on a connection that others go on using. */
export function rollbackCallOf(packages: readonly string[]): string | undefined {
  return outermost(packages, 'rollback')
}

/** As `closeCallOf`, for a connection that was taken from a pool. */
export function releaseCallOf(packages: readonly string[]): string | undefined {
  return outermost(packages, 'release') ?? rollbackCallOf(packages)
}

function outermost(packages: readonly string[], call: 'release' | 'rollback'): string | undefined {
  const known = packages.flatMap((name) => knowledge.get(name)?.[call] ?? [])
  return known.at(-1)
}
