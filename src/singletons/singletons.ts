import type { Scope, TestFile } from '../ownership/scope'
import { captureTrace } from '../resources/trace/trace'
import type { SingletonOptions } from '../options/options'
import { findMethod, isMock, resetNames } from './contract'
import { Findings } from './findings'
import { findCycle, namesOf } from './order'
import type { RegisterOptions, SingletonTarget } from './registration'
import { Resets } from './resets'
import { type ExportPlace, Singleton } from './singleton'

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
  readonly #all = new Set<Singleton>()
  readonly #byTarget = new WeakMap<SingletonTarget, Singleton>()
  readonly #byPlace = new Map<string, Singleton>()
  readonly #testFile: TestFile
  readonly #options: Required<SingletonOptions>
  /** Resets that were begun and not waited for: those before the test file is loaded. */
  #begun: Promise<void> = Promise.resolve()

  readonly #findings: Findings
  readonly #resets: Resets
  /** False: nothing is reset, and no class is touched. */
  readonly #touches: boolean

  constructor({ testFile, options, resets, useRealTimers }: SingletonsConfig) {
    this.#testFile = testFile
    this.#options = options
    this.#touches = resets && options.registered !== 'off'
    this.#findings = new Findings(testFile, () => this.#all)
    this.#resets = new Resets({ findings: this.#findings, timeout: options.timeout, useRealTimers })
  }

  /** Resets so far by name. */
  get resets(): ReadonlyMap<string, number> {
    return this.#resets.counts
  }

  /** Registers by code. @throws TypeError when the dependencies form a cycle */
  register(target: SingletonTarget, options: RegisterOptions): void {
    if (!this.#touches || isMockedSingleton(target)) return
    const singleton = this.#singletonOf(target)
    singleton.registered = options
    singleton.dependsOn = this.#dependenciesOf(target, options)
    this.#findings.noteRegistered(singleton, () => captureTrace(Reflect.get(this, 'register')))
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
    const registers = this.#touches && (byName || this.#options.discovered === 'reset')
    if (registers && !singleton.isRegistered) {
      singleton.original.registered = {}
      singleton.original.dependsOn = this.#dependenciesOf(target, {})
    }
    if (this.#touches) singleton.observe()
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
    if (alive.length > 0) this.#begun = this.#resets.run(alive)
  }

  /** Before the tests, and before each of them: waits for what was begun, resets those of scope `'test'`. */
  beginTest(scope: Scope): Promise<void> | undefined {
    this.poll(scope)
    const due = this.#alive().filter((item) => item.scope === 'test' && item.isRegistered)
    return due.length === 0 ? undefined : this.#resets.run(due)
  }

  async filesAreLoaded(): Promise<void> {
    await this.#begun
  }

  /** A scope's last hook has run: resets what ends with it. Undefined: nothing to wait for. */
  end(scope: Scope): Promise<void> | undefined {
    this.poll(scope)
    const due = dueAtEndOf(scope, this.#alive())
    for (const item of due.filter(({ isRegistered }) => !isRegistered)) this.#discovered(item)
    const registered = due.filter(({ isRegistered }) => isRegistered)
    return registered.length === 0 ? undefined : this.#endAll(registered)
  }

  #endAll(due: readonly Singleton[]): Promise<void> {
    if (this.#options.registered === 'fail') {
      for (const item of due.filter(({ isCertain }) => isCertain))
        this.#findings.report(item, { kind: 'never reset' })
    }
    return this.#resets.run(due)
  }

  #discovered(item: Singleton): void {
    if (this.#options.discovered === 'off') return
    const merges = this.#options.discovered === 'fail'
    this.#findings.reportOnce(item, item, { kind: 'discovered', merges }, () =>
      merges ? this.#findings.heldBy(item) : [],
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
