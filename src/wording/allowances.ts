import { leastOf, mostOf, type PlacedAllowance } from '../verdict/accepted/allowances'
import type { StaleAllowance } from '../verdict/accepted/stale-allowances'

/** Why an allowance does not accept a leak that it is meant for. */
export function exceededText(allowance: PlacedAllowance, count: number): string {
  return `${allowance.where} accepts ${String(mostOf(allowance))}, this makes ${String(count)}`
}

/** One sentence: what is the matter with an allowance, and what to do about it. */
export function staleText({ allowance, reason, uses }: StaleAllowance): string {
  const { until = '', where, text } = allowance
  const what = `the allowance \`${text}\` (“${allowance.reason}”)`
  switch (reason) {
    case 'expired':
      return `${where}: ${what} ended on ${until}: fix the leak and delete it, or give it a new date`
    case 'wide':
      return `${where}: ${what} accepts ${String(leastOf(allowance))} leaks, there were ${String(uses)}: lower its count`
    case 'unused':
      return `${where}: ${what} is not needed, nothing it matches has leaked: delete it`
  }
}
