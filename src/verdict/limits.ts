import { type LimitName, limitNames, type LimitOptions } from '../options/limits'

/** What was measured for one limit. */
export interface Usage {
  readonly value: number
  /** For growth: what there was before and after. */
  readonly from?: number
  readonly to?: number
  /** For what is counted: the test after which there was the most; absent for the end of the file. */
  readonly test?: readonly string[] | undefined
}

/** A limit of a test file that was exceeded. */
export interface ExceededLimit extends Usage {
  readonly name: LimitName
  /** What it may be at most. */
  readonly limit: number
  readonly severity: 'warn' | 'fail'
}

/** The limits that were exceeded, each at its highest severity. */
export function exceeded(
  limits: LimitOptions,
  usage: Readonly<Partial<Record<LimitName, Usage>>>,
): ExceededLimit[] {
  return limitNames.flatMap((name): ExceededLimit[] => {
    const { [name]: limit } = limits
    const { [name]: used } = usage
    if (limit === undefined || used === undefined) return []
    const { fail, warn } = typeof limit === 'number' ? { fail: limit, warn: undefined } : limit
    const isAbove = (amount: number | undefined): amount is number =>
      amount !== undefined && used.value > amount
    if (isAbove(fail)) return [{ name, limit: fail, severity: 'fail', ...used }]
    return isAbove(warn) ? [{ name, limit: warn, severity: 'warn', ...used }] : []
  })
}
