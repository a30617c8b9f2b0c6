/** The names that make a class or object a singleton with a contract, the usual spelling first. */
export const resetNames = ['resetInstance', 'reset_instance'] as const
export const createNames = ['getInstance', 'get_instance'] as const
const peekNames = ['peekInstance', 'peek_instance'] as const
const hasNames = ['hasInstance', 'has_instance'] as const

/** A static field that is named like this holds the instance, or is empty. */
const instanceField = /^_{0,2}instance_?$/i

/** A getter that only hands out a field: it cannot create anything. */
const plainGetter = /^(?:static\s+)?get\s+\w+\s*\(\)\s*\{\s*return\s+[\w$.#]+;?\s*\}$/

const toString: (this: object) => string = Reflect.get(Function.prototype, 'toString')

/** Whether there is an instance, and which; `unknown`: there is no way to look. */
export type Sight =
  | { readonly state: 'present'; readonly instance: object | undefined }
  | { readonly state: 'absent' | 'unknown'; readonly instance?: undefined }

const absent: Sight = { state: 'absent' }

type Method = (this: unknown) => unknown

/** A method by one of these names, its own or inherited, with its name; getters are never called. */
export function findMethod(target: object, names: readonly string[]): readonly [string, Method] | undefined {
  for (const name of names) {
    const value: unknown = descriptorOf(target, name)?.value
    if (typeof value === 'function') return [name, value as Method]
  }
  return undefined
}

/** Looks for the instance of a class or object without ever creating one; `peek` is the user's own way to look. */
export function lookAt(target: object, peek?: () => unknown): Sight {
  const ask = peek ?? findMethod(target, peekNames)?.[1] ?? findMethod(target, hasNames)?.[1]
  if (ask !== undefined) return sightOf(ask.call(target), target)
  const field = descriptorOf(target, 'instance')
  if (field !== undefined && 'value' in field && typeof field.value !== 'function')
    return sightOf(field.value, target)
  const getter: unknown = field === undefined ? undefined : Reflect.get(field, 'get')
  if (typeof getter === 'function' && plainGetter.test(sourceOf(getter))) {
    return sightOf(Reflect.get(target, 'instance'), target)
  }
  return lookAtFields(target) ?? { state: 'unknown' }
}

function sightOf(value: unknown, target: object): Sight {
  if (value === undefined || value === null || value === false) return absent
  if (typeof value === 'object' || typeof value === 'function') return { state: 'present', instance: value }
  // `hasInstance()` says only that there is one.
  const found = lookAtFields(target)
  return { state: 'present', instance: found?.state === 'present' ? found.instance : undefined }
}

/** The class's own fields: one that holds an instance of it, or an empty one that is named so. */
function lookAtFields(target: object): Sight | undefined {
  const prototype: unknown = typeof target === 'function' ? Reflect.get(target, 'prototype') : undefined
  let empty: Sight | undefined
  for (const name of Reflect.ownKeys(target)) {
    const field = Object.getOwnPropertyDescriptor(target, name)
    if (field === undefined || !('value' in field) || name === 'prototype') continue
    const value: unknown = field.value
    const isInstance =
      typeof value === 'object' &&
      value !== null &&
      typeof prototype === 'object' &&
      prototype !== null &&
      Object.prototype.isPrototypeOf.call(prototype, value)
    if (isInstance) return { state: 'present', instance: value }
    if (value == null && typeof name === 'string' && instanceField.test(name)) empty = absent
  }
  return empty
}

/** The property of the object or of what it inherits from, ours and the engine's own prototypes left out. */
function descriptorOf(target: object, name: string): PropertyDescriptor | undefined {
  let current: object | null = target
  while (current !== null) {
    const found = Object.getOwnPropertyDescriptor(current, name)
    if (found !== undefined) return found
    current = Object.getPrototypeOf(current) as object | null
  }
  return undefined
}

/** The code of a function or class, whatever its own `toString` says. */
export function sourceOf(fn: object): string {
  return toString.call(fn)
}

/** What messages call it: a class by its name, an object by that of its class. */
export function nameOfTarget(target: object): string {
  const named: unknown =
    typeof target === 'function' ? target : (Reflect.get(target, 'constructor') as unknown)
  const name: unknown =
    typeof named === 'function' ? Object.getOwnPropertyDescriptor(named, 'name')?.value : undefined
  return typeof name === 'string' && name !== '' && name !== 'Object' ? name : 'an object'
}

/** Mocks stand in for a singleton and hold nothing; their calls are the test's to count. */
export function isMock(value: unknown): boolean {
  return typeof value === 'function' && Reflect.get(value, '_isMockFunction') === true
}
