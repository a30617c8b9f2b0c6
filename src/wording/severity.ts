import type { ResolvedOptions } from '../options/options'
import type { Severity } from '../options/severity'
import type { LeakType } from '../verdict/leak'
import { wordingOf } from './types'

/**
 * The severity of a type: named in the options, else `'*'`, else the table's default.
 * `'*'` does not switch on what is off by default: `{ '*': 'warn' }` must not add findings.
 */
export function severityOf(type: LeakType, { types, singletons }: ResolvedOptions): Severity {
  const byDefault = defaultOf(type, singletons)
  return types[type] ?? (byDefault === 'off' ? byDefault : (milder(type, byDefault, types['*']) ?? byDefault))
}

/** What was found unregistered has an option of its own. */
function defaultOf(type: LeakType, { discovered }: ResolvedOptions['singletons']): Severity {
  if (type !== 'discovered-singleton') return wordingOf(type).severity
  return discovered === 'reset' ? 'warn' : discovered
}

/** `{ '*': 'fail' }` makes no failure of a piece of advice. */
function milder(type: LeakType, byDefault: Severity, all: Severity | undefined): Severity | undefined {
  return type === 'discovered-singleton' && byDefault === 'warn' && all === 'fail' ? byDefault : all
}
