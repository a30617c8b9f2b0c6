import type { TestFile } from '../ownership/scope'
import { follow } from '../resources/ledger/follow'
import type { Trace } from '../resources/trace/trace'
import type { TrackedResource } from '../resources/ledger/tracked-resource'
import { definitionTrace } from './definition'
import { openResourcesOf } from './held'
import type { Singleton } from './singleton'
import { type Problem, Survivor, survivorFamily } from './survivor'

/** What was wrong with the singletons of one file, handed on to be judged like any other resource. */
export class Findings {
  /** Told once: those that were discovered, and those in a cycle. */
  readonly #told = new WeakSet<Singleton>()
  /** What was reported with an instance is not the next one's. */
  readonly #claimed = new WeakSet<TrackedResource>()
  readonly #registeredAt = new WeakMap<Singleton, Trace>()
  readonly #testFile: TestFile
  readonly #all: () => Iterable<Singleton>

  /** `all`: every singleton of the file; what belongs to another is not held by this one. */
  constructor(testFile: TestFile, all: () => Iterable<Singleton>) {
    this.#testFile = testFile
    this.#all = all
  }

  noteRegistered(singleton: Singleton, capture: () => Trace): void {
    if (!this.#registeredAt.has(singleton)) this.#registeredAt.set(singleton, capture())
  }

  report(singleton: Singleton, problem: Problem, held: Survivor['held'] = []): void {
    const scope = singleton.owner ?? this.#testFile.scope
    const survivor = new Survivor(singleton, problem, held)
    for (const resource of held) this.#claimed.add(resource)
    follow(survivorFamily, survivor, { scope, attributed: true }, this.#traceOf(singleton))
  }

  /** As `report`, but once for each `key`: copies of one module have one cycle. */
  reportOnce(key: Singleton, singleton: Singleton, problem: Problem, held?: () => Survivor['held']): void {
    if (this.#told.has(key)) return
    this.#told.add(key)
    this.report(singleton, problem, held?.())
  }

  /** Open resources of its instance that were not reported yet. */
  heldBy(singleton: Singleton): Survivor['held'] {
    const others = [...this.#all()].flatMap((other) => (other === singleton ? [] : (other.instance ?? [])))
    const held = openResourcesOf(singleton, singleton.instance, new Set(others), this.#testFile)
    return held.filter((resource) => !this.#claimed.has(resource))
  }

  #traceOf(singleton: Singleton): Trace {
    const [place] = singleton.places
    return (
      singleton.trace ??
      (place === undefined ? undefined : definitionTrace(place, singleton.name)) ??
      this.#registeredAt.get(singleton.original) ?? { stack: '' }
    )
  }
}
