import type { Facts } from '../verdict/leak'
import type { LeakSummary } from '../verdict/leak-summary'
import { isStateType } from '../options/state-types'
import { type TypeWording, typeWordings } from './types'

/** Openers that a line names; the rest is counted. */
const named = 3

/** The leaks that are only warned of: neither failures nor accepted. */
export function warned(leaks: readonly LeakSummary[]): LeakSummary[] {
  return leaks.filter(({ severity, accepted }) => severity === 'warn' && accepted === undefined)
}

/** What a line needs to know of a leak; records and reports have more. */
export type CountedLeak = Pick<LeakSummary, 'type' | 'count' | 'facts' | 'opener' | 'site' | 'thirdParty'>

/** One line per type: `3 × timer, opened by ioredis 5.7.0, at src/poll.js:3`. */
export function warningLines(leaks: readonly CountedLeak[]): string[] {
  const types = new Map<string, { count: number; readonly openers: Set<string> }>()
  const advice = new Set<string>()
  for (const leak of leaks) {
    const line = adviceOf(leak, '')
    if (line !== undefined) {
      advice.add(line)
      continue
    }
    const known = types.get(leak.type) ?? { count: 0, openers: new Set() }
    types.set(leak.type, known)
    known.count += leak.count
    known.openers.add(openerOf(leak))
  }
  const lines = [...types].map(
    ([type, { count, openers }]) => `${String(count)} × ${type}, ${verbOf(type)} ${listed([...openers])}`,
  )
  return [...lines, ...advice]
}

/** What was done to it: state is nothing that is opened. */
export function verbOf(type: string): 'opened' | 'changed' {
  return isStateType(type) ? 'changed' : 'opened'
}

/** A whole line for what is better said than counted; `where` names the files, when they are not said before. */
export function adviceOf({ facts, type }: CountedLeak, where: string): string | undefined {
  const wordings: Readonly<Partial<Record<string, TypeWording>>> = typeWordings
  return wordings[type]?.warning?.(facts as Facts, where)
}

/** `by ioredis 5.7.0`, `at src/poll.js:3`. */
export function openerOf({ facts, opener, site, thirdParty }: CountedLeak): string {
  if (thirdParty && opener !== undefined)
    return `by ${[opener.name, opener.version].filter((part) => part !== undefined).join(' ')}`
  if (site !== undefined) return `at ${site.file}:${String(site.line)}`
  const what = typeof facts.path === 'string' ? ` (${facts.path})` : ''
  return `by no line of the project${what}`
}

function listed(openers: readonly string[]): string {
  const rest = openers.length - named
  return `${openers.slice(0, named).join(', ')}${rest > 0 ? ` and ${String(rest)} more` : ''}`
}
