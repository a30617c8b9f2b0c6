import type { Scope } from '../../ownership/scope'
import { GracePeriod } from '../../resources/ledger/grace-period'
import { Leftovers } from '../../resources/ledger/leftovers'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'
import { guarded } from '../guarded'
import type { CircusState } from '../jest/circus'
import { ledgerOf, openOf } from '../../resources/ledger/ledger'

/**
 * Owners that have ended and left something which may end by itself, with isolation `test`: each is judged when its time
 * is over, in the middle of whatever runs then. Whoever waits for what was left would wait for ever, were it later.
 */
export class Deferred {
  readonly #scopes = new Set<Scope>()
  readonly #gracePeriod: number
  readonly #judge: (scope: Scope, state: CircusState) => Promise<void>
  #last: Promise<void> | undefined

  constructor(gracePeriod: number, judge: (scope: Scope, state: CircusState) => Promise<void>) {
    this.#gracePeriod = gracePeriod
    this.#judge = judge
  }

  /** Remembers an owner, if it has left something that may end by itself. */
  add(scope: Scope, state: CircusState): void {
    const ledger = ledgerOf(scope)
    const open = unjudgedOf(scope)
    if (!open.some(({ finite }) => finite)) {
      ledger.leftovers = undefined
      this.#scopes.delete(scope)
      return
    }
    const period = new GracePeriod(this.#gracePeriod, () => {
      if (ledger.leftovers === leftovers) this.#due(scope, state)
    })
    const leftovers = new Leftovers(period, open)
    ledger.leftovers = leftovers
    this.#scopes.add(scope)
  }

  forget(scope: Scope): void {
    this.#scopes.delete(scope)
  }

  /** One judgement after the other. */
  async inTurn(judgement: () => Promise<void>): Promise<void> {
    const before = this.#last
    const turn = before === undefined ? judgement() : before.then(judgement)
    const last = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#last === last) this.#last = undefined
      })
    this.#last = last
    await turn
  }

  /** From now on the file is judged as a whole. */
  async end(): Promise<void> {
    this.#scopes.clear()
    await this.#last
  }

  #due(scope: Scope, state: CircusState): void {
    if (!this.#scopes.has(scope)) return
    void guarded('judging what a test has left', () => this.inTurn(() => this.#judge(scope, state)))
  }
}

/** What an owner has open and was not judged for. */
export function unjudgedOf(scope: Scope): TrackedResource[] {
  return openOf(scope).filter(({ settled }) => !settled)
}
