import type { Leak, LeakType } from './leak'

/** What a driver opens below the client that its user knows. */
const lowLevel: ReadonlySet<LeakType> = new Set([
  'tcp-socket',
  'tls-socket',
  'unix-socket',
  'dns-request',
  'timer',
  'pipe',
])

/**
 * One leak per cause: sockets and timers that a driver opened for the same owner belong to its client, also
 * where the client keeps them in private fields. `packagesOf` names the packages of a type's library.
 */
export function mergeByPackage(
  leaks: readonly Leak[],
  packagesOf: (type: LeakType) => readonly string[],
): Leak[] {
  const wholes = leaks.filter(({ type }) => packagesOf(type).length > 0)
  const parts = new Map<Leak, Leak[]>()
  const rest = leaks.filter((leak) => {
    const whole = lowLevel.has(leak.type)
      ? wholes.find(
          ({ ownerId, type }) =>
            ownerId === leak.ownerId && packagesOf(type).some((name) => leak.packages.includes(name)),
        )
      : undefined
    if (whole === undefined) return true
    parts.set(whole, [...(parts.get(whole) ?? []), leak])
    return false
  })
  return rest.map((leak) => {
    const below = parts.get(leak)?.flatMap(({ members }) => members) ?? []
    return below.length === 0 ? leak : { ...leak, members: [...leak.members, ...below] }
  })
}
