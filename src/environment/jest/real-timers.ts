import { theProcess } from '../../kept/process'
type Timer = object | number | undefined

const starters = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'] as const
const clearers = ['clearTimeout', 'clearInterval', 'clearImmediate'] as const

interface Sandbox {
  readonly process?: { nextTick?: unknown }
}

/**
 * Remembers a sandbox's real timers, and takes fake ones out of the way while somebody has to wait for real.
 * What a test has started on the fake clock can still be cleared.
 */
export class RealTimers {
  readonly #sandbox: object
  readonly #real = new Map<string, unknown>()
  readonly #nextTick: unknown

  constructor(sandbox: object) {
    this.#sandbox = sandbox
    for (const name of [...starters, ...clearers]) this.#real.set(name, Reflect.get(globalThis, name))
    this.#nextTick = Reflect.get(theProcess, 'nextTick')
  }

  /** Returns what puts everything back. */
  use(): () => void {
    const undo: (() => void)[] = []
    for (const name of starters) {
      if (this.#isFake(name)) undo.push(swap(this.#sandbox, name, this.#real.get(name)))
    }
    for (const name of clearers) {
      const fake: unknown = Reflect.get(this.#sandbox, name)
      const real = this.#real.get(name)
      if (!this.#isFake(name) || typeof fake !== 'function' || typeof real !== 'function') continue
      undo.push(
        swap(this.#sandbox, name, (timer: Timer) => {
          Reflect.apply(isReal(timer) ? real : fake, undefined, [timer])
        }),
      )
    }
    const { process: sandboxProcess } = this.#sandbox as Sandbox
    if (sandboxProcess?.nextTick !== undefined && isFakeFunction(sandboxProcess.nextTick)) {
      undo.push(swap(sandboxProcess, 'nextTick', this.#nextTick))
    }
    return () => {
      for (const put of undo) put()
    }
  }

  #isFake(name: string): boolean {
    return isFakeFunction(Reflect.get(this.#sandbox, name))
  }
}

/** Fake timers, modern and legacy, mark the functions that they put in place. */
function isFakeFunction(value: unknown): boolean {
  return (
    typeof value === 'function' &&
    (Reflect.has(value, 'clock') || Reflect.get(value, '_isMockFunction') === true)
  )
}

/** Node's timers have this field. */
function isReal(timer: Timer): boolean {
  return typeof timer === 'object' && (Reflect.has(timer, '_onTimeout') || Reflect.has(timer, '_onImmediate'))
}

function swap(object: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(object, name)
  Reflect.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true })
  return () => {
    if (before === undefined) Reflect.deleteProperty(object, name)
    else Reflect.defineProperty(object, name, before)
  }
}
