import { judge, type Rules } from './judge'
import type { Leak, Observation } from './leak'

/**
 * Lines that made more than `limit` of what could have been made once, one after the other, for one owner.
 * `observations` are those that were closed before the next was made. What a package makes by itself is nothing
 * that the project could change.
 */
export function findChurn(observations: readonly Observation[], limit: number, rules: Rules): Leak[] {
  return judge(observations, rules)
    .filter(
      ({ count, facts, packages, thirdParty }) =>
        count > limit &&
        !thirdParty &&
        // Clients of web APIs come with an agent each.
        (facts.kind !== 'http-agent' || packages.length === 0),
    )
    .map((leak) => ({ ...leak, facts: { ...leak.facts, limit } }))
}
