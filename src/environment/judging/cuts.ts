import type { Scope, TestFile } from '../../ownership/scope'
import { resourcesOf } from '../../resources/ledger/ledger'
import { sameLoop, stepsOf } from '../../resources/ledger/leftovers'
import type { TrackedResource } from '../../resources/ledger/tracked-resource'

/** The leaks of an owner were closed. */
interface Cut {
  /** The id of the newest resource that was looked at. */
  readonly newest: number
  /** Steps of what may have been loops by then. */
  readonly steps: readonly TrackedResource[]
}

/** Owners whose leaks were closed: what they open from then on is a loop that goes on, or follows from that. */
export class Cuts {
  readonly #cuts = new Map<number, Cut>()
  readonly #testFile: TestFile

  constructor(testFile: TestFile) {
    this.#testFile = testFile
  }

  /** The leaks of this owner were closed. */
  has({ id }: Scope): boolean {
    return this.#cuts.has(id)
  }

  /** `newest`: of what was looked at. What it was to be closed for may open more before it is. */
  note(ownerId: number, newest: number): void {
    if (this.#cuts.has(ownerId)) return
    const scope = this.#testFile.scopes.find(({ id }) => id === ownerId)
    this.#cuts.set(ownerId, { newest, steps: scope === undefined ? [] : stepsOf(resourcesOf(scope)) })
  }

  /** Were all of these, of one owner, looked at when its leaks were closed? */
  hadSeen(ownerId: number, resources: readonly TrackedResource[]): boolean {
    const cut = this.#cuts.get(ownerId)
    return cut !== undefined && resources.every(({ id }) => id <= cut.newest)
  }

  /** A loop that went on before and after is no consequence of what was closed; a short timer may be a step of one. */
  isOpenedSince(resource: TrackedResource): boolean {
    const { family, finite, id, restarts, scope } = resource
    const cut = this.#cuts.get(scope.id)
    if (cut === undefined || id <= cut.newest || family.isLoop === true || finite) return false
    return restarts === undefined || !cut.steps.some(sameLoop(resource))
  }
}
