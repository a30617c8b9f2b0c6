/** What is kept for objects, for as long as they live. */
export interface Notes<Note> {
  get(object: object): Note | undefined
  set(object: object, note: Note): void
  delete(object: object): void
}

/** A class derived from it puts its private fields onto whatever object it is given. */
const Given = function (object: object) {
  return object
} as unknown as new (object: object) => object

/**
 * As a WeakMap, for objects that live shortly. V8's young collections take all that a WeakMap holds for alive: each closed
 * socket would survive with its stack, and with everything that the functions of that stack refer to. A private field dies
 * with its object; no code can see it, and a proxy has its own.
 */
export function notes<Note>(): Notes<Note> {
  // The language is about to forbid new private fields on these.
  let ofFrozen: WeakMap<object, Note> | undefined
  return class Noted extends Given {
    #note: Note | undefined

    static get(object: object): Note | undefined {
      return #note in object ? object.#note : ofFrozen?.get(object)
    }

    static set(object: object, note: Note): void {
      if (#note in object) object.#note = note
      else if (Object.isExtensible(object)) new Noted(object).#note = note
      else (ofFrozen ??= new WeakMap()).set(object, note)
    }

    static delete(object: object): void {
      if (#note in object) object.#note = undefined
      else ofFrozen?.delete(object)
    }
  }
}
