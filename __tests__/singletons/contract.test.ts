import { findMethod, isMock, lookAt, nameOfTarget, resetNames } from '../../src/singletons/contract'

class Peek {
  static one: Peek | undefined
  static peekInstance() {
    return this.one
  }
}

test.each<[string, () => object, string]>([
  ['peekInstance() with none', () => Peek, 'absent'],
  ['hasInstance() with none', () => ({ hasInstance: () => false }), 'absent'],
  ['hasInstance() with one', () => ({ hasInstance: () => true }), 'present'],
  [
    'an empty field named instance',
    () =>
      class {
        static instance = undefined
      },
    'absent',
  ],
  [
    'an empty field named _instance',
    () =>
      class {
        static _instance = null
      },
    'absent',
  ],
  [
    'no field and no way to look',
    () =>
      class {
        static readonly count = 1
      },
    'unknown',
  ],
  [
    'a private field',
    () =>
      class {
        static #instance = 1
        static get() {
          return this.#instance
        }
      },
    'unknown',
  ],
  [
    'a plain getter',
    () =>
      class {
        static #one = undefined
        static get instance() {
          return this.#one
        }
      },
    'absent',
  ],
])('looks by %s', (_name, make, state) => {
  expect(lookAt(make()).state).toBe(state)
})

test('finds the instance in whatever static field holds it', () => {
  class Held {
    static readonly secret = new Held()
  }
  expect(lookAt(Held)).toEqual({ state: 'present', instance: Held.secret })
})

test('a getter that might create an instance is never called', () => {
  const create = jest.fn()
  class Lazy {
    static get instance() {
      create()
      return {}
    }
  }
  expect(lookAt(Lazy).state).toBe('unknown')
  expect(create).not.toHaveBeenCalled()
})

test("the user's own way to look comes first", () => {
  expect(lookAt(Peek, () => Peek)).toEqual({ state: 'present', instance: Peek })
})

test('methods are found by both spellings, on the class and above it, getters are not', () => {
  class Base {
    static reset_instance() {
      return undefined
    }
  }
  class Derived extends Base {}
  expect(findMethod(Derived, resetNames)?.[0]).toBe('reset_instance')
  const getter = Object.defineProperty({}, 'resetInstance', { get: () => () => undefined })
  expect(findMethod(getter, resetNames)).toBeUndefined()
})

test('names and mocks', () => {
  expect([nameOfTarget(Peek), nameOfTarget(new Peek()), nameOfTarget({})]).toEqual([
    'Peek',
    'Peek',
    'an object',
  ])
  expect([isMock(jest.fn()), isMock(() => undefined)]).toEqual([true, false])
})
