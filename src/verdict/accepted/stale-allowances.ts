import { leastOf, type PlacedAllowance } from './allowances'

/** `unused`: nothing leaked; `wide`: less leaked than it accepts; `expired`: its last day has passed. */
export type StaleReason = 'unused' | 'wide' | 'expired'

/** An allowance that should be deleted or narrowed. */
export interface StaleAllowance {
  readonly allowance: PlacedAllowance
  readonly reason: StaleReason
  readonly uses: number
}

/**
 * Which allowances are not needed as they are, of those whose scope ran completely and passed. `today` is a day
 * such as `2027-01-31`; an allowance holds through its last day.
 */
export function findStale(
  judged: readonly { readonly allowance: PlacedAllowance; readonly uses: number }[],
  today: string,
): StaleAllowance[] {
  return judged.flatMap(({ allowance, uses }) => {
    const reason = staleReason(allowance, uses, today)
    return reason === undefined ? [] : [{ allowance, reason, uses }]
  })
}

function staleReason(allowance: PlacedAllowance, uses: number, today: string): StaleReason | undefined {
  if (allowance.until !== undefined && allowance.until < today) return 'expired'
  if (uses >= leastOf(allowance)) return undefined
  return uses === 0 ? 'unused' : 'wide'
}
