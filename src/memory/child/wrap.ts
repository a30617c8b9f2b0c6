type Call = (this: unknown, ...args: unknown[]) => unknown

/** Puts a function in place that does the same, and tells of each call; `below` is the frame under which its caller is. */
export function wrap(
  object: object,
  name: string,
  tell: (args: readonly unknown[], result: unknown, below: Call) => void,
): void {
  const original = Reflect.get(object, name) as Call
  const wrapped: Call = function wrapped(this: unknown, ...args) {
    const result = Reflect.apply(original, this, args)
    tell(args, result, wrapped)
    return result
  }
  for (const key of Reflect.ownKeys(original)) {
    const own = Reflect.getOwnPropertyDescriptor(original, key)
    if (own !== undefined && key !== 'prototype') Object.defineProperty(wrapped, key, own)
  }
  Object.defineProperty(object, name, {
    ...Reflect.getOwnPropertyDescriptor(object, name),
    value: wrapped,
  })
}
