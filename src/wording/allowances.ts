import { mostOf, type PlacedAllowance } from '../verdict/allowances'

/** Why an allowance does not accept a leak that it is meant for. */
export function exceededText(allowance: PlacedAllowance, count: number): string {
  return `${allowance.where} accepts ${String(mostOf(allowance))}, this makes ${String(count)}`
}
