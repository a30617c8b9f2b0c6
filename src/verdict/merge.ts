import { calledClientOf } from './stacks/called-clients'
import type { Leak, LeakType } from './leak'
import { projectLine } from './stacks/project-line'

/** What a driver opens below the thing that its user knows, from the outside in. */
const lowLevel: readonly LeakType[] = [
  'tcp-socket',
  'tls-socket',
  'unix-socket',
  'pipe',
  'dns-request',
  'timer',
]

/**
 * One leak per cause: sockets and timers that a package opened for the same owner belong to its client or
 * server, also where that keeps them in private fields. `packagesOf` names the packages of a type's library.
 */
export function mergeByPackage(
  leaks: readonly Leak[],
  packagesOf: (type: LeakType) => readonly string[],
): Leak[] {
  const isPart = (part: Leak, whole: Leak): boolean =>
    part.ownerId === whole.ownerId &&
    (packagesOf(whole.type).some((name) => part.packages.includes(name)) ||
      isSameCall(part, whole) ||
      isLikelyCall(part, whole) ||
      isSameClient(part, whole) ||
      isOfCalled(part, whole))
  const parts = new Map<Leak, Leak[]>()
  const rest = leaks.filter((leak) => {
    const whole = leaks.find((other) => isBelow(leak, other) && isPart(leak, other))
    if (whole === undefined) return true
    parts.set(whole, [...(parts.get(whole) ?? []), leak])
    return false
  })
  const membersOf = (leak: Leak): number[] => [...leak.members, ...(parts.get(leak) ?? []).flatMap(membersOf)]
  return rest.map((leak) => (parts.has(leak) ? { ...leak, members: membersOf(leak) } : leak))
}

function isBelow(part: Leak, whole: Leak): boolean {
  return lowLevel.indexOf(whole.type) < lowLevel.indexOf(part.type)
}

/** One line of the project called one package: it has one thing to close. */
function isSameCall(part: Leak, whole: Leak): boolean {
  const line = projectLine(part.frames)
  return (
    line !== undefined &&
    line === projectLine(whole.frames) &&
    part.severity === whole.severity &&
    part.packages.length > 0 &&
    part.packages.at(-1) === whole.packages.at(-1)
  )
}

/** One of several objects of one package opened it: the one that is still open. */
function isLikelyCall(part: Leak, whole: Leak): boolean {
  const line = projectLine(whole.frames)
  return (
    line !== undefined &&
    part.likelyLines?.includes(line) === true &&
    part.severity === whole.severity &&
    part.packages.at(-1) === whole.packages.at(-1)
  )
}

/** Nobody has two connections of one client for one owner without a line: its socket, and its timers. */
function isSameClient(part: Leak, whole: Leak): boolean {
  const client = part.thirdParty ? calledClientOf(part.packages) : undefined
  return client !== undefined && whole.thirdParty && client === calledClientOf(whole.packages)
}

/** No line leads to it, but to what its package has opened beside it: one call ends both. */
function isOfCalled(part: Leak, whole: Leak): boolean {
  const outermost = part.packages.at(-1)
  const packages = [...whole.packages, whole.opener?.name]
  return part.thirdParty && !whole.thirdParty && outermost !== undefined && packages.includes(outermost)
}
