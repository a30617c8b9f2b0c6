import type { Severity } from '../options/severity'
import type { Facts, FactValue } from '../verdict/leak'

/** Where the clean-up belongs: the hook that matches the owner, or the method of an object that a framework makes. */
export type CleanupHook = 'afterEach' | 'afterAll' | 'ngOnDestroy' | 'onModuleDestroy'

/** The words of one resource type. Messages, docs and the command line all read these tables. */
export interface TypeWording {
  /** Default severity; the strict preset changes some of them through its options. */
  readonly severity: Severity
  /** With its article, for one; facts make it exact. */
  readonly one: (facts: Facts) => string
  /** Without article, for several. */
  readonly many: (facts: Facts) => string
  /** Completes "it was ... here". */
  readonly opened: (facts: Facts) => string
  /** Completes "and ...": what nobody did. */
  readonly neverClosed: (facts: Facts) => string
  /** One line of facts: label and text. */
  readonly detail: (facts: Facts) => readonly [label: string, text: string] | undefined
  /** What it is in the middle of: a line of its own. */
  readonly state?: (facts: Facts) => string | undefined
  /** The exact call that closes it. */
  readonly help: (hook: CleanupHook, facts: Facts) => string
  /** The same where an effect of a component opened it. */
  readonly inEffect?: (facts: Facts, effect: 'hook' | 'class') => string
  /** A whole warning line of the summary, for what is better said than counted; `where` names files, or is empty. */
  readonly warning?: (facts: Facts, where: string) => string
  /** What its owner did. @default 'leaked' */
  readonly verb?: string
  /**
   * What a session holds while others go on using the connection: the call that closes the connection is not what
   * its owner forgot. Packages have calls of their own for transactions, and for what they were lent.
   */
  readonly held?: (facts: Facts) => 'transaction' | 'connection' | 'otherwise' | undefined
  /** Something was taken from it and not given back: its close waits for that. */
  readonly lends?: (facts: Facts) => boolean
  /** For what is meant to be made once: what to do instead of closing each of many. */
  readonly reuse?: string
  /** Packages that this type belongs to: they need no mention, and their own call is the help above. */
  readonly packages?: readonly string[]
}

/** A wording whose words do not depend on facts. */
export function plainWording(
  words: {
    readonly one: string
    readonly many: string
    readonly opened: string
    readonly neverClosed: string
  },
  call: string | ((facts: Facts) => string),
  detail: TypeWording['detail'] = () => undefined,
): TypeWording {
  return {
    severity: 'fail',
    one: () => words.one,
    many: () => words.many,
    opened: () => words.opened,
    neverClosed: () => words.neverClosed,
    detail,
    help: (hook, facts) => `\`${typeof call === 'string' ? call : call(facts)}\` in \`${hook}\``,
  }
}

export function text(value: FactValue): string {
  return value === undefined ? 'unknown' : String(value)
}

/** A row of facts that is left out when the fact is not known. */
export function row(label: string, value: FactValue): readonly [string, string] | undefined {
  return value === undefined ? undefined : [label, String(value)]
}

/** `1 timer`, `3 timers`. */
export function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`
}
