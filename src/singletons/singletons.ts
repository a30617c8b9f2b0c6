import { runIfUsed } from '../ownership/context'
import type { Scope, TestFile } from '../ownership/scope'
import { follow } from '../resources/follow'
import { captureTrace, type Trace } from '../resources/trace'
import type { TrackedResource } from '../resources/tracked-resource'
import type { SingletonOptions } from '../options/options'
import { findMethod, isMock, resetNames } from './contract'
import { definitionTrace } from './definition'
import { openResourcesOf } from './held'
import { findCycle, resetOrder } from './order'
import type { RegisterOptions, SingletonTarget } from './registration'
import { runReset } from './reset'
import { type ExportPlace, Singleton } from './singleton'
import { type Problem, Survivor, survivorFamily } from './survivor'

export interface SingletonsConfig {
  readonly testFile: TestFile
  readonly options: Required<SingletonOptions>
  /** False when nothing may be changed: every type is at `warn` or `off`. */
  readonly resets: boolean
  /** Takes fake timers out of the way of resets; returns what puts them back. */
  readonly useRealTimers: () => () => void
}

/** The singletons of one test file: when they appear, when they are reset, and what is wrong with that. */
export class Singletons {
  /** Resets so far by name. */
  readonly resets = new Map<string, number>()
  readonly #all = new Set<Singleton>()
  readonly #byTarget = new WeakMap<SingletonTarget, Singleton>()
  readonly #byPlace = new Map<string, Singleton>()
  readonly #registeredAt = new WeakMap<Singleton, Trace>()
  readonly #reported = new WeakSet<Singleton>()
  /** What was reported with an instance is not the next one's. */
  readonly #claimed = new WeakSet<TrackedResource>()
  readonly #testFile: TestFile
  readonly #options: Required<SingletonOptions>
  /** Resets that were begun and not waited for: those before the test file is loaded. */
  #begun: Promise<void> = Promise.resolve()

  readonly #useRealTimers: () => () => void
  /** False: nothing is reset, and no class is touched. */
  readonly #resets: boolean

  constructor({ testFile, options, resets, useRealTimers }: SingletonsConfig) {
    this.#testFile = testFile
    this.#options = options
    this.#resets = resets && options.registered !== 'off'
    this.#useRealTimers = useRealTimers
  }

  /** Registers by code. @throws TypeError when the dependencies form a cycle */
  register(target: SingletonTarget, options: RegisterOptions): void {
    if (!this.#resets || isMockedSingleton(target)) return
    const singleton = this.#singletonOf(target)
    singleton.registered = options
    singleton.dependsOn = this.#dependenciesOf(target, options)
    if (!this.#registeredAt.has(singleton))
      this.#registeredAt.set(singleton, captureTrace(Reflect.get(this, 'register')))
    const cycle = findCycle(singleton)
    if (cycle !== undefined) {
      singleton.dependsOn = []
      throw new TypeError(
        `registerSingleton(${singleton.name}): dependsOn forms a cycle: ${namesOf(cycle).join(' → ')}. ` +
          'Remove one of these dependencies: no order of resets suits them all.',
      )
    }
    singleton.observe()
  }

  /**
   * Takes an export of a loaded module in; `byName`: the options register it; `since`: the module was not loaded
   * yet when this was the newest resource.
   */
  found(target: SingletonTarget, place: ExportPlace, byName: boolean, since: number): void {
    if (isMockedSingleton(target)) return
    const key = `${place.file}#${place.name}`
    const original = this.#byPlace.get(key)
    const known = this.#byTarget.get(target)
    const singleton = known ?? this.#singletonOf(target, original, since)
    singleton.places.push(place)
    if (original === undefined) this.#byPlace.set(key, singleton.original)
    const registers = this.#resets && (byName || this.#options.discovered === 'reset')
    if (registers && !singleton.isRegistered) {
      singleton.original.registered = {}
      singleton.original.dependsOn = this.#dependenciesOf(target, {})
    }
    if (this.#resets) singleton.observe()
  }

  /** Live instances by name. */
  alive(scope: Scope): Record<string, number> {
    this.poll(scope)
    const counts: Record<string, number> = {}
    for (const { name } of this.#alive()) counts[name] = (counts[name] ?? 0) + 1
    return counts
  }

  /** Looks which instances have come and gone; what has appeared belongs to `scope` unless somebody saw who made it. */
  poll(scope: Scope): void {
    for (const singleton of this.#all) {
      if (singleton.target !== undefined) singleton.poll(scope)
      else if (this.#all.delete(singleton)) singleton.drop()
    }
  }

  /** Modules are about to be forgotten: thousands of tests may each load theirs anew. */
  beforeLoss(scope: Scope): void {
    this.poll(scope)
    const firsts = new Set(this.#byPlace.values())
    for (const singleton of this.#all) {
      if (firsts.has(singleton) || singleton.places.length === 0) continue
      if (singleton.retire(() => this.#all.add(singleton))) this.#all.delete(singleton)
    }
  }

  /** Before the test file is loaded: whatever a setup file, or another sandbox, has left behind. */
  beginFile(): void {
    this.poll(this.#testFile.scope)
    const alive = this.#alive().filter(({ isRegistered, scope }) => scope === 'file' && isRegistered)
    if (alive.length > 0) this.#begun = this.#resetAll(alive)
  }

  /** Before the tests, and before each of them: waits for what was begun, resets those of scope `'test'`. */
  beginTest(scope: Scope): Promise<void> | undefined {
    this.poll(scope)
    const due = this.#alive().filter((item) => item.scope === 'test' && item.isRegistered)
    return due.length === 0 ? undefined : this.#resetAll(due)
  }

  async filesAreLoaded(): Promise<void> {
    await this.#begun
  }

  /** A scope's last hook has run: resets what ends with it. Undefined: nothing to wait for. */
  end(scope: Scope): Promise<void> | undefined {
    this.poll(scope)
    const due = dueAtEndOf(scope, this.#alive())
    for (const item of due.filter(({ isRegistered }) => !isRegistered)) this.#discover(item)
    const registered = due.filter(({ isRegistered }) => isRegistered)
    return registered.length === 0 ? undefined : this.#endAll(registered)
  }

  #endAll(due: readonly Singleton[]): Promise<void> {
    if (this.#options.registered === 'fail') {
      for (const item of due.filter(({ isCertain }) => isCertain)) this.#report(item, { kind: 'never reset' })
    }
    return this.#resetAll(due)
  }

  async #resetAll(due: readonly Singleton[]): Promise<void> {
    for (const item of due) {
      const cycle = findCycle(item)
      if (cycle !== undefined && !this.#reported.has(item.original)) {
        this.#reported.add(item.original)
        this.#report(item, { kind: 'cycle', path: namesOf(cycle) })
      }
    }
    const restore = this.#useRealTimers()
    try {
      for (const item of resetOrder(due)) await this.#reset(item)
    } finally {
      restore()
    }
  }

  async #reset(singleton: Singleton): Promise<void> {
    const { instance, owner, target } = singleton
    const reset =
      singleton.registered?.reset ?? (target === undefined ? undefined : findMethod(target, resetNames)?.[1])
    // The reset of another may have done it.
    if (reset === undefined || owner === undefined || singleton.look().state === 'absent') {
      singleton.forget()
      return
    }
    const held = this.#heldBy(singleton)
    this.resets.set(singleton.name, (this.resets.get(singleton.name) ?? 0) + 1)
    const { timeout } = this.#options
    const result = await runIfUsed(owner, () => runReset(() => reset.call(target), timeout))
    const survivor = new Survivor(singleton, { kind: 'left open' }, held)
    const isForgotten =
      singleton.look().state !== 'present' || instance === undefined || this.#isNew(singleton, instance)
    if (result.kind === 'hung') this.#report(singleton, { kind: 'hung', timeout }, survivor)
    else if (result.kind === 'threw') this.#report(singleton, result, survivor)
    else if (!isForgotten) this.#report(singleton, { kind: 'not forgotten' }, survivor)
    else if (survivor.stillOpen.length > 0) this.#report(singleton, { kind: 'left open' }, survivor)
    if (isForgotten) singleton.forget()
    else singleton.giveUp()
  }

  #isNew(singleton: Singleton, instance: object): boolean {
    const sight = singleton.look()
    return sight.state === 'present' && sight.instance !== undefined && sight.instance !== instance
  }

  #discover(item: Singleton): void {
    if (this.#options.discovered === 'off' || this.#reported.has(item)) return
    this.#reported.add(item)
    const merges = this.#options.discovered === 'fail'
    this.#report(item, { kind: 'discovered', merges }, { held: merges ? this.#heldBy(item) : [] })
  }

  #report(singleton: Singleton, problem: Problem, { held }: { held: Survivor['held'] } = { held: [] }): void {
    const scope = singleton.owner ?? this.#testFile.scope
    const survivor = new Survivor(singleton, problem, held)
    for (const resource of held) this.#claimed.add(resource)
    follow(survivorFamily, survivor, { scope, attributed: true }, this.#traceOf(singleton))
  }

  #heldBy(singleton: Singleton): Survivor['held'] {
    const others = [...this.#all].flatMap((other) => (other === singleton ? [] : (other.instance ?? [])))
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

  #alive(): Singleton[] {
    return [...this.#all].filter(
      ({ isRegistered, owner, places }) => owner !== undefined && (isRegistered || places.length > 0),
    )
  }

  #singletonOf(target: SingletonTarget, original?: Singleton, since?: number): Singleton {
    const known = this.#byTarget.get(target)
    if (known !== undefined) return known
    const fresh = new Singleton(target, original, since)
    this.#byTarget.set(target, fresh)
    this.#all.add(fresh)
    return fresh
  }

  #dependenciesOf(target: SingletonTarget, { dependsOn }: RegisterOptions): Singleton[] {
    const declared: unknown = dependsOn ?? Object.getOwnPropertyDescriptor(target, 'dependsOn')?.value
    const targets = Array.isArray(declared) ? declared.filter((item): item is object => isTarget(item)) : []
    return targets.map((item) => this.#singletonOf(item))
  }
}

/** What ends with a scope; an instance stays for as long as another that uses it does. */
function dueAtEndOf(scope: Scope, alive: readonly Singleton[]): Singleton[] {
  const isFile = scope.owner.kind === 'file'
  const ends = (item: Singleton): boolean => {
    if (isFile) return true
    if (item.scope === 'file') return false
    if (item.scope === 'test') return scope.owner.kind === 'test'
    return item.owner === scope || item.owner?.ended === true
  }
  const staying = alive.filter((item) => !ends(item))
  const used = new Set(staying.flatMap(({ dependencies }) => dependencies))
  return alive.filter((item) => ends(item) && (isFile || item.scope === 'test' || !used.has(item)))
}

function isMockedSingleton(target: SingletonTarget): boolean {
  return isMock(target) || isMock(findMethod(target, resetNames)?.[1])
}

function isTarget(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null)
}

function namesOf(singletons: readonly Singleton[]): string[] {
  return singletons.map(({ name }) => name)
}
