import type { Trace } from '../trace/trace'
import { captureTrace } from '../trace/trace'

/** Jest's maker of mocks, one per test file; Jest 29.7 and 30 agree on these. */
export interface Mocker {
  spyOn?: (...args: never[]) => unknown
  replaceProperty?: (...args: never[]) => unknown
}

/** One spy, or one replaced property, that was not restored when it was last asked. */
export interface Spy {
  readonly object: object
  readonly name: string
  /** `console.error`. */
  readonly shown: string
  readonly call: 'spyOn' | 'replaceProperty'
  readonly placed: PropertyDescriptor | undefined
  readonly before: PropertyDescriptor | undefined
  readonly trace: Trace
}

/**
 * Sees `jest.spyOn()` and `jest.replaceProperty()` on what outlives a test: the global and what hangs on it, and core
 * modules. A spy on an object of the test's own goes with the object.
 */
export class Spies {
  readonly #all = new Map<object, Map<string, Spy>>()
  readonly #nameOf: (object: object) => string | undefined
  readonly #onSpy: (spy: Spy) => void

  constructor(mocker: Mocker, nameOf: (object: object) => string | undefined, onSpy: (spy: Spy) => void) {
    this.#nameOf = nameOf
    this.#onSpy = onSpy
    this.#wrap(mocker, 'spyOn')
    this.#wrap(mocker, 'replaceProperty')
  }

  has(object: object, name: string): boolean {
    const spy = this.#all.get(object)?.get(name)
    return spy !== undefined && isPlaced(spy)
  }

  #wrap(mocker: Mocker, call: Spy['call']): void {
    const original = mocker[call]
    if (original === undefined) return
    const note = (
      object: object,
      name: string,
      before: PropertyDescriptor | undefined,
      trace: Trace,
    ): void => {
      this.#note(call, object, name, before, trace)
    }
    const isKnown = (object: object): boolean => this.#nameOf(object) !== undefined
    const observed = function (this: unknown, ...args: unknown[]): unknown {
      const [object, name] = args
      const known = isObject(object) && typeof name === 'string' && isKnown(object)
      const before = known ? Object.getOwnPropertyDescriptor(object, name) : undefined
      const made = Reflect.apply(original, this, args) as unknown
      if (known) note(object, name, before, captureTrace(observed))
      return made
    }
    Object.defineProperty(observed, 'name', { value: call, configurable: true })
    mocker[call] = observed
  }

  #note(
    call: Spy['call'],
    object: object,
    name: string,
    before: PropertyDescriptor | undefined,
    trace: Trace,
  ): void {
    const placed = Object.getOwnPropertyDescriptor(object, name)
    const spies = this.#all.get(object) ?? new Map<string, Spy>()
    this.#all.set(object, spies)
    const known = spies.get(name)
    // Spying twice returns the first spy.
    if (known !== undefined && isPlaced(known)) return
    const spy: Spy = {
      object,
      name,
      call,
      placed,
      before,
      trace,
      shown: `${this.#nameOf(object) ?? ''}.${name}`,
    }
    spies.set(name, spy)
    this.#onSpy(spy)
  }
}

/** Nobody has restored it. */
export function isPlaced({ name, object, placed }: Spy): boolean {
  const now = Object.getOwnPropertyDescriptor(object, name)
  return (
    placed !== undefined && now?.value === placed.value && now?.get === placed.get && now?.set === placed.set
  )
}

export function restoreSpy({ before, name, object }: Spy): void {
  if (before === undefined) Reflect.deleteProperty(object, name)
  else Object.defineProperty(object, name, before)
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' || typeof value === 'function') && value !== null
}
