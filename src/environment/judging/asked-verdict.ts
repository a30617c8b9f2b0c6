import type { Scope } from '../../ownership/scope'
import { closeAll } from '../../resources/close'
import { settleAll } from '../../resources/settle'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import { summarise } from '../../report/model/leak-summary'
import type { Leak, Observation } from '../../verdict/leak'
import type { LeakSummary } from '../../verdict/leak-summary'
import { isStateType } from '../../options/state-types'
import { message } from '../../wording/message'
import { absorbAftermath } from './aftermath'
import type { FileObserver } from './observer'
import { isOfAnothersObject } from './lazy-objects'
import { ledgerOf, openOf } from '../../resources/ledger/ledger'

/** A leak that somebody asked for. */
export interface FoundLeak {
  /** Its message. */
  readonly text: string
  /** `file:line`. */
  readonly site: string | undefined
}

export interface AskedVerdictConfig {
  readonly observer: FileObserver
  /** Judges what a scope holds, allowances included. */
  readonly decide: (observations: readonly Observation[], scope: Scope) => readonly Leak[]
  readonly closes: boolean
  /** In milliseconds. */
  readonly gracePeriod: number
  readonly rootDir: string
}

/** Judgements that a test asks for: `findLeaks()` and `expect(fn).not.toLeak()`. Nothing of them is reported. */
export class AskedVerdict {
  readonly #config: AskedVerdictConfig

  constructor(config: AskedVerdictConfig) {
    this.#config = config
  }

  /** What a scope holds, as it would be judged now; nothing is closed. */
  async find(scope: Scope): Promise<LeakSummary[]> {
    const { leaks } = await this.#look(scope)
    return leaks.map((leak) => summarise(leak, this.#config.rootDir))
  }

  /** What a function has left open for its own scope: told to its caller, and closed. */
  async take(scope: Scope): Promise<FoundLeak[]> {
    const { closes, gracePeriod, rootDir } = this.#config
    const { leaks, membersOf } = await this.#look(scope)
    // Who asks does not want state to be left either, which is only warned of by default.
    const failing = leaks.filter(
      ({ accepted, severity, type }) => (severity === 'fail' || isStateType(type)) && accepted === undefined,
    )
    const members = failing.flatMap(membersOf)
    for (const resource of members) resource.settled = true
    const found = failing.map((leak) => {
      const { site } = summarise(leak, rootDir)
      const closed = closes ? closeAll(membersOf(leak)) : undefined
      return {
        text: message(leak, { outcome: 'passed', closed }).replace(/^this test /, 'the function '),
        site: site === undefined ? undefined : `${site.file}:${String(site.line)}`,
      }
    })
    if (closes) await absorbAftermath(members, gracePeriod)
    return found
  }

  async #look(
    scope: Scope,
  ): Promise<{ leaks: readonly Leak[]; membersOf: (leak: Leak) => readonly TrackedResource[] }> {
    const { decide, gracePeriod, observer } = this.#config
    const unjudged = (): TrackedResource[] => openOf(scope).filter(({ settled }) => !settled)
    const remaining = await settleAll(unjudged, [scope], gracePeriod)
    // It goes on.
    ledgerOf(scope).leftovers = undefined
    const seen = observer.observe(remaining)
    const observed = seen.filter((item) => !isOfAnothersObject(item))
    const resources = new Map(observed.map((item) => [item.observation.id, item.resources]))
    const observations = observed.map(({ observation }) => observation)
    return {
      leaks: decide(observations, scope),
      membersOf: ({ members }) => members.flatMap((id) => resources.get(id) ?? []),
    }
  }
}
