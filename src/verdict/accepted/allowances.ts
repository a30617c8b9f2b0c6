import type { Allowance } from '../../options/allowance'
import { parseCreator } from '../../options/created-by'
import { matchesGlob } from '../../options/path-glob'
import { isInRange } from '../../options/version-range'
import { functionOf } from './fingerprint'
import type { Frame, Leak } from '../leak'

/** Where an allowance stands: the innermost one that matches a leak is the one that counts. */
export type AllowanceScope = 'test' | 'describe' | 'file' | 'config'

/** An allowance and where it was written. */
export interface PlacedAllowance extends Allowance {
  readonly scope: AllowanceScope
  /** For messages: `orders.test.ts:12`, or the name of the option. */
  readonly where: string
  /** As it was written, for messages. */
  readonly text: string
  /** The frame that points at it; undefined for options. */
  readonly frame: string | undefined
}

/** What matching needs to know of the world. */
export interface Surroundings {
  /** Relative to the root directory, with forward slashes. */
  readonly relativePath: (file: string) => string
  readonly packageVersion: (file: string, name: string) => string | undefined
}

/** An allowance that matches, or one that would if it allowed more. */
export type Decision =
  | { readonly kind: 'allowed'; readonly allowance: PlacedAllowance }
  | { readonly kind: 'exceeded'; readonly allowance: PlacedAllowance; readonly count: number }

/** The allowances of one test file and what they were used for. */
export class AllowanceBook {
  readonly #used = new Map<PlacedAllowance, number>()
  readonly #surroundings: Surroundings

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** How many leaks an allowance has accepted. */
  usesOf(allowance: PlacedAllowance): number {
    return this.#used.get(allowance) ?? 0
  }

  /** The first of `candidates`, innermost first, that accepts the leak; else one whose count it exceeds. */
  decide(leak: Leak, candidates: readonly PlacedAllowance[]): Decision | undefined {
    let exceeded: Decision | undefined
    for (const allowance of candidates) {
      if (!matches(allowance, leak, this.#surroundings)) continue
      const count = this.usesOf(allowance) + leak.count
      if (count <= mostOf(allowance)) {
        this.#used.set(allowance, count)
        return { kind: 'allowed', allowance }
      }
      exceeded ??= { kind: 'exceeded', allowance, count }
    }
    // One that is exceeded is needed all the same.
    if (exceeded !== undefined) this.#used.set(exceeded.allowance, mostOf(exceeded.allowance))
    return exceeded
  }
}

/** The number of leaks that an allowance accepts at most. */
export function mostOf({ count = Infinity }: Allowance): number {
  return typeof count === 'number' ? count : count[1]
}

/** The number of leaks below which an allowance is wider than it needs to be. */
export function leastOf({ count = 1 }: Allowance): number {
  return typeof count === 'number' ? count : count[0]
}

function matches({ type, createdBy, tests }: Allowance, leak: Leak, surroundings: Surroundings): boolean {
  if (type !== undefined && type !== leak.type) return false
  if (tests !== undefined && !new RegExp(tests).test(leak.owner.path.join(' '))) return false
  return createdBy === undefined || isCreator(createdBy, leak.chain, surroundings)
}

function isCreator(createdBy: string, chain: readonly Frame[], surroundings: Surroundings): boolean {
  const creator = parseCreator(createdBy)
  switch (creator?.kind) {
    case 'function':
      return chain.some((frame) => [functionOf(frame), qualifiedNameOf(frame)].includes(creator.name))
    case 'path':
      return chain.some(
        ({ kind, file }) =>
          kind === 'project' &&
          file !== undefined &&
          matchesGlob(surroundings.relativePath(file), creator.glob),
      )
    case 'package':
      return chain.some(({ package: name, file }) => {
        if (name !== creator.name || file === undefined) return false
        if (creator.range === undefined) return true
        const version = surroundings.packageVersion(file, name)
        return version !== undefined && isInRange(version, creator.range)
      })
    case undefined:
      return false
  }
}

/** `Poller.start`, where the engine knows the class. */
function qualifiedNameOf({ text }: Frame): string | undefined {
  return /^at (?:async )?(?:new )?([\w$.#]+) /.exec(text)?.[1]
}
