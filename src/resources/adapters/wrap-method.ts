type Method = (this: object, ...args: unknown[]) => unknown

/**
 * Puts a function in the place of a method, with its name, length and own properties. A mock that a test has
 * put there stays: it must go on counting its calls, and whoever takes it away would take ours along.
 */
export function wrapMethod<Target extends object>(
  prototype: object,
  name: PropertyKey,
  make: (
    original: (this: Target, ...args: unknown[]) => unknown,
  ) => (this: Target, ...args: never[]) => unknown,
): void {
  const original: unknown = Reflect.get(prototype, name)
  if (typeof original !== 'function' || Reflect.get(original, '_isMockFunction') === true) return
  const replacement = make(original as Method)
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(original)))
    if (key !== 'prototype') Object.defineProperty(replacement, key, property)
  Reflect.set(prototype, name, replacement)
}
