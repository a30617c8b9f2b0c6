/** What a text does to the transaction of its connection, as far as its words tell. */
export interface Telling {
  /**
   * `saves` begins one where there is none, and `releases` may end that. `replaces`: it ends one and begins one.
   * Undefined: the words of several statements do not tell.
   */
  readonly effect: 'begins' | 'saves' | 'ends' | 'releases' | 'replaces' | undefined
  readonly mayBegin: boolean
  readonly mayEnd: boolean
}

const telling = /\b(?:begin|savepoint|commit|end|rollback|release)\b/i
const ignored = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g
const begins = /^begin\b/i
const saves = /^savepoint\b/i
const ends = /^(?:commit|end|rollback)\b(?![\s\S]*\bto\b)/i
const releases = /^release\b/i

/**
 * Reads a text, all of its statements or the first only. Undefined: it leaves transactions as they are.
 * Statements are told by their first word: the `END` of a trigger is taken for one, and what is asked then tells.
 */
export function tellingOf(text: string, all: boolean): Telling | undefined {
  if (!telling.test(text)) return undefined
  const statements = text
    .replace(ignored, ' ')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  const run = all ? statements : statements.slice(0, 1)
  const has = (pattern: RegExp): boolean => run.some((statement) => pattern.test(statement))
  const [mayBegin, mayEnd] = [has(begins) || has(saves), has(ends) || has(releases)]
  if (!mayBegin && !mayEnd) return undefined
  return {
    effect: run.length > 1 ? (has(begins) && has(ends) ? 'replaces' : undefined) : effectOf(has),
    mayBegin,
    mayEnd,
  }
}

function effectOf(is: (pattern: RegExp) => boolean): Telling['effect'] {
  if (is(begins)) return 'begins'
  if (is(saves)) return 'saves'
  return is(ends) ? 'ends' : 'releases'
}
