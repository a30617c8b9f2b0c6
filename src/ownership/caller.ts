import type { Scope } from './scope'

/**
 * Whose work it is, where that is for somebody else to say: the handler of a connection works for whoever uses its other
 * end, who may change with every request.
 */
export class Caller {
  readonly #current: () => Scope

  constructor(current: () => Scope) {
    this.#current = current
  }

  get scope(): Scope {
    return this.#current()
  }
}
