import type { ResolvedOptions, Severity } from '../options/options'
import type { LeakType } from '../verdict/leak'
import { typeWordings } from './types'

/**
 * The severity of a type: named in the options, else `'*'`, else the table's default.
 * `'*'` does not switch on what is off by default: `{ '*': 'warn' }` must not add findings.
 */
export function severityOf(type: LeakType, { types }: ResolvedOptions): Severity {
  const byDefault = typeWordings[type].severity
  return types[type] ?? (byDefault === 'off' ? byDefault : (types['*'] ?? byDefault))
}
