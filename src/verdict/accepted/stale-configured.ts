import type { Severity } from '../../options/severity'
import type { PlacedAllowance } from './allowances'
import type { FileRecord } from '../record'
import { findStale, type StaleAllowance } from './stale-allowances'

/** An allowance of the options that is not needed as it is. */
export interface StaleConfigured extends StaleAllowance {
  readonly severity: Severity
}

/** The allowances of the options that no file of a whole run has needed; none when a file did not run completely. */
export function staleConfigured(files: readonly FileRecord[], today: string): StaleConfigured[] {
  if (files.some(({ unfinished }) => unfinished !== undefined)) return []
  const uses = new Map<string, { placed: PlacedAllowance; uses: number; severity: Severity }>()
  for (const { allowance, uses: here, severity } of files.flatMap(({ configured = [] }) => configured)) {
    const key = JSON.stringify(allowance)
    const { type, createdBy, tests, count } = allowance
    const known = uses.get(key) ?? {
      placed: {
        ...allowance,
        scope: 'config',
        where: '`allow` of the options',
        text: JSON.stringify({ type, createdBy, tests, count }),
        frame: undefined,
      } satisfies PlacedAllowance,
      uses: 0,
      severity,
    }
    uses.set(key, { ...known, uses: known.uses + here })
  }
  return [...uses.values()].flatMap(({ placed, uses: total, severity }) =>
    // A count is per file: over all files, only one that was never used is too much.
    severity === 'off'
      ? []
      : findStale([{ allowance: placed, uses: total === 0 ? 0 : Infinity }], today).map((stale) => ({
          ...stale,
          uses: total,
          severity,
        })),
  )
}
