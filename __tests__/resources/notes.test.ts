import { inspect } from 'node:util'

import { notes } from '../../src/resources/notes'

test.each<[name: string, object: object]>([
  ['a plain object', {}],
  ['a frozen object', Object.freeze({})],
  ['a proxy', new Proxy({}, { has: () => false, get: () => undefined })],
  ['a function', () => undefined],
])('keeps one note for %s', (_name, object) => {
  const kept = notes<string>()

  expect(kept.get(object)).toBeUndefined()
  kept.delete(object)
  kept.set(object, 'first')
  kept.set(object, 'second')
  expect(kept.get(object)).toBe('second')
  kept.delete(object)
  expect(kept.get(object)).toBeUndefined()
})

test('notes of one kind are not those of another', () => {
  const [names, numbers] = [notes<string>(), notes<number>()]
  const object = {}
  names.set(object, 'name')
  numbers.set(object, 1)

  expect([names.get(object), numbers.get(object)]).toEqual(['name', 1])
})

test('nobody sees them', () => {
  const object = { a: 1 }
  notes<string>().set(object, 'secret')

  expect(Reflect.ownKeys(object)).toEqual(['a'])
  expect(inspect(object, { showHidden: true })).toBe('{ a: 1 }')
  expect(structuredClone(object)).toEqual({ a: 1 })
})
