import { plainLine } from '../../report/plain-text'
import type { ConfigPlan } from './plan-types'
import { shownPath } from '../runs/shown-path'

/** One line per configuration: where it is, what runs it, and what becomes of it. */
export function toldPlans(plans: readonly ConfigPlan[], root: string): string[] {
  const rows = plans.map(({ file, from, environments, what, state }) => [
    shownPath(file, root),
    environments.join(', ') || 'projects',
    `${state === 'open' ? 'NOT guarded: ' : ''}${what}${from.length === 0 ? '' : ` (${shownFrom(from)})`}`,
  ])
  const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length))
  return rows.map(([file = '', environment = '', what = '']) =>
    plainLine(`  ${file.padEnd(width(0))}  ${environment.padEnd(width(1))}  ${what}`),
  )
}

function shownFrom(from: readonly string[]): string {
  const [first = '', ...rest] = from
  return rest.length === 0 ? first : `${first} and ${String(rest.length)} more`
}
