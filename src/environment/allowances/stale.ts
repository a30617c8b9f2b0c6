import type { Scope } from '../../ownership/scope'
import type { PlacedAllowance } from '../../verdict/accepted/allowances'
import { findStale, type StaleAllowance } from '../../verdict/accepted/stale-allowances'
import type { CircusDescribe, CircusTest } from '../jest/circus'
import { ranAndPassed } from '../jest/completeness'

/** An allowance that is not needed as it is, and what it belongs to. */
export interface StaleHere extends StaleAllowance {
  readonly entry: CircusDescribe | CircusTest
}

/** The stale allowances of one file, of those scopes that ran completely and passed. */
export function staleIn(
  scopes: ReadonlyMap<CircusDescribe | CircusTest, Scope>,
  usesOf: (allowance: PlacedAllowance) => number,
): StaleHere[] {
  const entries = new Map<PlacedAllowance, (CircusDescribe | CircusTest)[]>()
  for (const [entry, { allowances = [] }] of scopes) {
    for (const allowance of allowances) entries.set(allowance, [...(entries.get(allowance) ?? []), entry])
  }
  const complete = [...entries].filter(([, all]) => all.every(ranAndPassed))
  const judged = complete.map(([allowance]) => ({ allowance, uses: usesOf(allowance) }))
  return findStale(judged, today()).flatMap((stale) => {
    const [entry] = entries.get(stale.allowance) ?? []
    return entry === undefined ? [] : [{ ...stale, entry }]
  })
}

/** `2027-01-31`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
