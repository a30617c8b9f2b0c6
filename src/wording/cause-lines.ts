import type { Facts } from '../verdict/leak'
import type { LeakSummary } from '../verdict/leak-summary'
import { capped, firstAndMore } from './listed'
import { adviceOf, type CountedLeak, openerOf, verbOf } from './summary'
import { wordingOf } from './types'

/** A leak and the test file in which it happened. */
export interface FiledLeak {
  readonly file: string
  readonly leak: CountedLeak & Pick<LeakSummary, 'owner' | 'help' | 'attempt'>
}

interface Cause {
  count: number
  readonly found: FiledLeak[]
}

/** Causes that are told one by one; the rest is counted. */
const mostCauses = 8

/**
 * One paragraph per cause over all files, those that leak most first:
 * `60 × timer, opened by ioredis 5.7.0 for a.test.js › polls and 59 more files`, and below that what it is and how to
 * end it. A singleton's line says what to add.
 */
export function causeLines(found: readonly FiledLeak[], most = mostCauses): string[] {
  const causes = new Map<string, Cause>()
  for (const each of found) {
    const { leak } = each
    const key = adviceOf(leak, '') ?? `${leak.type}, ${openerOf(leak)}`
    const cause = causes.get(key) ?? { count: 0, found: [] }
    causes.set(key, cause)
    cause.count += leak.count
    cause.found.push(each)
  }
  const paragraphs = [...causes.values()]
    .map((cause) => ({ count: cause.count, lines: paragraph(cause) }))
    .sort((a, b) => b.count - a.count || compare(a.lines[0] ?? '', b.lines[0] ?? ''))
    .map(({ lines }) => lines.join('\n'))
  return capped(paragraphs, most, 'cause').flatMap((text) => text.split('\n'))
}

function paragraph({ count, found }: Cause): string[] {
  const [first] = [...found].sort((a, b) => compare(a.file, b.file))
  if (first === undefined) return []
  const { leak } = first
  const files = found.map(({ file }) => file)
  const advice = adviceOf(leak, firstAndMore(files, 'file'))
  if (advice !== undefined) return [advice]
  const line = `${String(count)} × ${leak.type}, ${verbOf(leak.type)} ${openerOf(leak)}`
  if (!leak.thirdParty && leak.attempt === undefined) return [`${line}${elsewhere(files, leak)}`]
  return [`${line} for ${ownersOf(first, found)}`, ...about(leak)]
}

/** The test files, unless the line is in the only one. */
function elsewhere(files: readonly string[], { site }: FiledLeak['leak']): string {
  const isOwn = files.every((file) => file === site?.file)
  return isOwn ? '' : ` in ${firstAndMore(files, 'file')}`
}

/** `a.test.js › polls and 59 more files`, `a.test.js › polls and 2 more owners`. */
function ownersOf(first: FiledLeak, found: readonly FiledLeak[]): string {
  const title = titleOf(first)
  const files = new Set(found.map(({ file }) => file)).size
  if (files > 1) return `${title} and ${plural(files - 1, 'more file')}`
  const owners = new Set(found.map(titleOf)).size
  return owners > 1 ? `${title} and ${plural(owners - 1, 'more owner')}` : title
}

/** `setInterval, every 1000 ms; help: in `afterAll`: `redis.quit()``: what it is, and whose call ends it. */
function about({ type, facts, help }: FiledLeak['leak']): string[] {
  const [label, what] = wordingOf(type as Parameters<typeof wordingOf>[0]).detail(facts as Facts) ?? []
  // A number alone says nothing: `thread 1`.
  const detail = /^\d+$/.test(what ?? '') ? `${String(label)} ${String(what)}` : what
  const parts = [detail, help === undefined ? undefined : `help: ${help}`].filter(
    (part) => part !== undefined,
  )
  return parts.length === 0 ? [] : [`  ${parts.join('; ')}`]
}

export function titleOf({ file, leak }: FiledLeak): string {
  return [file, ...leak.owner.path.filter((title) => title !== '')].join(' › ').replaceAll(/\s+/g, ' ')
}

function plural(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
