import type { Facts, Frame, LeakType } from '../../verdict/leak'
import type { OperationType } from '../other-types'

/** Set by `jest-leakguard why` for the Jest process alone, which deletes it before anything else can see it. */
export const whyVariable = 'LEAKGUARD_WHY_PRELOAD'

/** On `globalThis` of a process that `jest-leakguard why` runs: our reporter leaves the notice to it. */
export const whySymbol = Symbol.for('jest-leakguard.why')

/** The descriptor on which the Jest process answers, one JSON document per line. */
export const answerDescriptor = 3

/** One thing that keeps the process alive, or several equal ones; plain data. */
export interface KeptAlive {
  readonly type: LeakType | OperationType
  readonly facts: Facts
  readonly count: number
  /** True when its close has begun and does not end. */
  readonly closing: boolean
  /** The stack that opened it, mapped to the sources; without frames of Node, of Jest and our own. */
  readonly frames: readonly Frame[]
  /** Files of every stack that led to it, as loaded, outermost first: they tell the owner. */
  readonly files: readonly string[]
}

export type Answer =
  /** Jest is done and the process is still alive. */
  | {
      readonly kind: 'kept-alive'
      readonly items: readonly KeptAlive[]
      /** Node's own names of what is active, for when no item is left to name. */
      readonly active: readonly string[]
      /** Pids of child processes that were ended together with Jest. */
      readonly ended: readonly number[]
    }
  /** The event loop ran empty: nothing kept the process alive. */
  | { readonly kind: 'ran-empty' }

export function parseAnswers(text: string): Answer[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer)
}
