import type { Allowance } from '../options/allowance'
import { allowanceProblems } from '../options/validation/allowance-rules'

export type ParsedAnnotation =
  | { readonly allowance: Allowance; readonly problems: readonly [] }
  | { readonly allowance: undefined; readonly problems: readonly string[] }

/**
 * Reads what follows `@leakguard-allow`: `timer by ioredis@^5 x2: its own business (until 2027-01-31)`.
 * Type `*` stands for every type; `x0-2` is a range.
 */
export function parseAllow(text: string, where: string, knownTypes: readonly string[]): ParsedAnnotation {
  const here = `${where}: @leakguard-allow`
  const colon = text.search(/:(?:\s|$)/)
  if (colon === -1) {
    const form = '`@leakguard-allow timer: why it is accepted`'
    return failed([`${here}: expected a type and a reason, as in ${form}, got no reason`])
  }
  const words = text.slice(0, colon).trim().split(/\s+/)
  const [, reason = '', until] = /^(.*?)(?:\(until\s+(.*?)\))?$/s.exec(text.slice(colon + 1).trim()) ?? []
  const matcher: Record<string, unknown> = {}
  const [type = '', ...rest] = words
  if (type !== '*') matcher.type = type
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? ''
    const count = /^[x×](\d+)(?:-(\d+))?$/.exec(word)
    if (word === 'by') matcher.createdBy = rest[++index] ?? ''
    else if (count !== null) matcher.count = countOf(count)
    else
      return failed([
        `${here}: expected \`<type> [by <package, path or function()>] [x<count>]: <reason>\`, got \`${word}\` after the type`,
      ])
  }
  const given = { ...matcher, reason: reason.trim(), ...(until !== undefined && { until: until.trim() }) }
  const problems = allowanceProblems(given, here, knownTypes)
  // Every field was checked just now.
  return problems.length > 0 ? failed(problems) : { allowance: given, problems: [] }
}

function countOf([, least = '', most]: RegExpExecArray): number | [number, number] {
  return most === undefined ? Number(least) : [Number(least), Number(most)]
}

function failed(problems: readonly string[]): ParsedAnnotation {
  return { allowance: undefined, problems }
}
