import type { Family } from '../handles/family'
import type { SourceTrace } from './site'
import { isPlaced, restoreSpy, type Spy } from './spies'
import type { Watched } from './watched'

/** One value of the process's state that somebody has changed. */
export class Change {
  constructor(
    readonly watched: Watched,
    readonly key: string,
    /** Every value that was there before, the oldest first. */
    readonly earlier: readonly unknown[],
    readonly now: unknown,
    /** Put it back after its verdict. */
    readonly restores: boolean,
    readonly site: SourceTrace,
  ) {}

  get before(): unknown {
    return this.earlier.at(-1)
  }

  /** Whoever puts back any earlier value has undone it. */
  get isUndone(): boolean {
    const now = this.watched.read(this.key)
    return this.earlier.includes(now) || this.watched.isClear?.(now, this.before, this.now) === true
  }
}

/** Nobody has changed it once more since: whoever comes now finds what was left. */
export function isAsLeft(target: object | undefined): boolean {
  if (!(target instanceof Change)) return true
  const { key, now, watched } = target
  const current = watched.read(key)
  // Of listeners there may be more by now.
  return current === now || (watched.type.endsWith('-listener') && Number(current) > Number(now))
}

/** Judged at the end of its owner as every resource: open until somebody restores it. */
export const changeFamily: Family = {
  keeps: true,
  state: (target) => ((target as Change).isUndone ? 'closed' : 'open'),
  describe(target, frames) {
    // Polyfills, hooks of tracers and mocks of packages change state on purpose; no line of the project does it.
    if (!frames.some(({ kind }) => kind === 'project')) return undefined
    const { before, key, now, site, watched } = target as Change
    const { restore } = site
    const facts = { ...watched.facts(key, before, now), ...(restore && { restore }) }
    return { type: watched.type, facts, cause: watched.cause?.(key) }
  },
  close(target) {
    const { before, key, restores, watched } = target as Change
    if (!restores || watched.restore === undefined) return undefined
    watched.restore(key, before)
    return 'restored'
  },
}

/** A spy, and whether it is to be put back after its verdict. */
export interface LeftSpy {
  readonly spy: Spy
  readonly restores: boolean
}

export const spyFamily: Family = {
  keeps: true,
  state: (target) => (isPlaced((target as LeftSpy).spy) ? 'open' : 'closed'),
  describe(target, frames) {
    if (!frames.some(({ kind }) => kind === 'project')) return undefined
    const { call, shown } = (target as LeftSpy).spy
    return { type: 'spy', facts: { key: shown, call } }
  },
  close(target) {
    const { restores, spy } = target as LeftSpy
    if (!restores) return undefined
    restoreSpy(spy)
    return 'restored'
  },
}
