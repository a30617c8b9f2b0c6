import { currentOwner } from '../resources/ledger/current-owner'
import { captureTrace, type Trace } from '../resources/trace/trace'
import { newestId } from '../resources/ledger/tracked-resource'
import type { Scope } from '../ownership/scope'
import { createNames, findMethod, isMock, lookAt, nameOfTarget, resetNames, type Sight } from './contract'
import type { Orderable } from './order'
import type { RegisterOptions, SingletonScope, SingletonTarget } from './registration'

/** The export by which a singleton's module hands it out. */
export interface ExportPlace {
  /** Absolute path of the module. */
  readonly file: string
  /** The same, as messages show it. */
  readonly shown: string
  readonly name: string
}

/** Who made the instance, and when. */
interface Creation {
  readonly scope: Scope | undefined
  readonly order: number
  readonly since: number
  readonly trace: Trace
}

let creations = 0

/** One class or object that is a singleton in this sandbox, and what is known of its instance. */
export class Singleton implements Orderable<Singleton> {
  readonly name: string
  /** Where modules export it; a barrel is a second place. */
  readonly places: ExportPlace[] = []
  /** Registered, by code or by name; the others were found. */
  registered: RegisterOptions | undefined
  /** Those that it uses, as they were registered. */
  dependsOn: readonly Singleton[] = []
  /** Itself and its copies in modules that were loaded once more. */
  readonly copies = new Set<Singleton>([this])
  /** The scope in which the instance appeared; undefined: there is none. */
  owner: Scope | undefined
  /** The first of its kind; itself for those that are no copies. */
  readonly original: Singleton
  readonly #weak: WeakRef<SingletonTarget>
  #held: SingletonTarget | undefined
  #instance: WeakRef<object> | undefined
  #creation: Creation | undefined
  #observed = false
  #order = 0
  #since: number
  #revive: (() => void) | undefined
  /** An instance whose reset has failed: it is reported, and not reset again. */
  #lost: WeakRef<object> | undefined

  /** `since`: it had no instance yet when this was the newest resource. */
  constructor(target: SingletonTarget, original?: Singleton, since = 0) {
    this.#since = since
    this.name = nameOfTarget(target)
    this.#weak = new WeakRef(target)
    this.original = original ?? this
    original?.copies.add(this)
    this.#held = target
  }

  get target(): SingletonTarget | undefined {
    return this.#held ?? this.#weak.deref()
  }

  get scope(): SingletonScope {
    return this.original.registered?.scope ?? 'owner'
  }

  get dependencies(): readonly Singleton[] {
    return this.original.dependsOn.flatMap(({ copies }) => [...copies])
  }

  get isRegistered(): boolean {
    return this.original.registered !== undefined
  }

  /** False where there is no way to look, and nobody was seen to create the instance. */
  get isCertain(): boolean {
    return this.#creation !== undefined || this.look().state === 'present'
  }

  get created(): number {
    return this.#order
  }

  /** Where `getInstance()` was called when there was no instance yet. */
  get trace(): Trace | undefined {
    return this.#creation?.trace
  }

  /** Its instance opened no resource with this id or a lower one. */
  get since(): number {
    return this.#creation?.since ?? this.#since
  }

  /** Sees who calls `getInstance()` first: the order of creation, and the owner among concurrent tests. */
  observe(): void {
    const { target } = this
    if (this.#observed || target === undefined) return
    this.#observed = this.#observeCreation(target)
    if (this.look().state !== 'unknown') return
    observeCalls(target, resetNames, () => {
      this.forget()
    })
  }

  look(): Sight {
    const { target } = this
    if (target === undefined) return { state: 'absent' }
    return lookAt(target, this.registered?.peek)
  }

  /** Brings `owner` up to date; an instance that has appeared unseen belongs to `scope`. */
  poll(scope: Scope): void {
    const sight = this.#sight()
    if (sight.state === 'absent') {
      this.#lost = undefined
      this.forget()
      return
    }
    if (this.#lost !== undefined && this.#lost.deref() === sight.instance) return
    const same = sight.instance === undefined || sight.instance === this.#instance?.deref()
    if (this.owner !== undefined && same) return
    const isFirst = this.owner === undefined
    this.#instance = sight.instance === undefined ? undefined : new WeakRef(sight.instance)
    this.owner = (isFirst ? this.#creation?.scope : undefined) ?? scope
    this.#order = (isFirst ? this.#creation?.order : undefined) ?? ++creations
    // Without its class an instance cannot be reset any more.
    this.#held = this.target
  }

  /** Nobody has its class any more. */
  drop(): void {
    if (this.original !== this) this.original.copies.delete(this)
  }

  /**
   * Its module is forgotten and there is no instance: nobody has to look any more, as long as `revive` is called
   * when somebody makes one all the same. False where that would go unseen.
   */
  retire(revive: () => void): boolean {
    if (!this.#observed || this.owner !== undefined || this.#creation !== undefined) return false
    this.#revive = revive
    this.#held = undefined
    this.drop()
    return true
  }

  /** The instance is gone; a copy of the class may go, too, once nobody else has it. */
  forget(): void {
    this.owner = undefined
    this.#instance = undefined
    this.#creation = undefined
    this.#since = newestId()
    if (this.original !== this) this.#held = undefined
  }

  /** Its reset has failed, and it is still there. */
  giveUp(): void {
    this.#lost = this.#instance
    this.forget()
  }

  get instance(): object | undefined {
    return this.#instance?.deref()
  }

  #sight(): Sight {
    const sight = this.look()
    if (sight.state !== 'unknown') return sight
    // A reset without an instance does nothing; a finding without one would be wrong.
    const presumed = this.#creation !== undefined || (!this.#observed && this.isRegistered)
    return presumed ? { state: 'present', instance: undefined } : { state: 'absent' }
  }

  #observeCreation(target: SingletonTarget): boolean {
    const note = (): void => {
      if (this.#creation !== undefined) return
      const owner = currentOwner()
      const scope = owner?.attributed === true ? owner.scope : undefined
      this.#creation = { scope, order: ++creations, since: newestId(), trace: captureTrace(note) }
      if (this.#revive === undefined) return
      this.original.copies.add(this)
      this.#revive()
      this.#revive = undefined
    }
    return observeCalls(target, createNames, note)
  }
}

/** Puts a transparent proxy in a method's place; false where there is no such method, or no way to. */
function observeCalls(target: object, names: readonly string[], note: () => void): boolean {
  const found = findMethod(target, names)
  if (found === undefined || isMock(found[1])) return false
  const [name, method] = found
  const apply = (fn: typeof method, self: unknown, args: unknown[]): unknown => {
    note()
    return Reflect.apply(fn, self, args)
  }
  return Reflect.defineProperty(target, name, {
    ...(Object.getOwnPropertyDescriptor(target, name) ?? {
      configurable: true,
      enumerable: false,
      writable: true,
    }),
    value: new Proxy(method, { apply }),
  })
}
