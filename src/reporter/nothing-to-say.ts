import { isQuietCount } from '../verdict/quiet-counts'
import type { LeakRecord } from '../verdict/record'

/** Of nearly every file: then not even the words are loaded. */
export function hasNothingToSay(record: LeakRecord): boolean {
  if (record.kind !== 'file') return false
  const { configured, counts, leaks, mixed, resets, servers, staleAllowances, victims } = record
  return (
    leaks.length === 0 &&
    [configured, counts?.limits, servers, staleAllowances, victims].every(
      (list) => (list ?? []).length === 0,
    ) &&
    Object.keys(resets ?? {}).length === 0 &&
    Object.keys(counts?.unexplained ?? {}).every(isQuietCount) &&
    mixed === undefined
  )
}
