import { describeValue } from './describe-value'
import { nearestName } from './nearest-name'
import { suggestion } from './value-checks'

/** One slip is a typo of a known name; `my-pool` is two away from `pg-pool`. */
const typo = 1

/** Whether this may name a type of the project's own: two words at least, as in `my-pool`. */
export function isTypeName(name: string): boolean {
  return name.length <= 40 && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name)
}

/**
 * Whether an option may name this type besides the known ones. Which types of its own a project has, from
 * adapters and `trackResource()`, shows when its tests run: what looks like a known name is taken for a typo.
 */
export function isOwnType(name: string, knownTypes: readonly string[]): boolean {
  return isTypeName(name) && nearestName(name, knownTypes, typo) === undefined
}

/** Says what is wrong with a resource type that somebody wrote. */
export function typeProblems(value: unknown, where: string, knownTypes: readonly string[]): string[] {
  if (typeof value !== 'string') return [`${where}: expected a resource type, got ${describeValue(value)}`]
  if (knownTypes.includes(value) || isOwnType(value, knownTypes)) return []
  return [`${where}: unknown resource type ${describeValue(value)}${suggestion(value, knownTypes)}`]
}
