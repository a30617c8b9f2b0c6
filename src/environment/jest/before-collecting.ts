/**
 * Stacks that nobody has read keep the objects of their frames alive. A test that calls `gc()` looks at what is still
 * held: `letGo` is called before. Only with `node --expose-gc` is there such a function.
 */
export function beforeCollecting(sandbox: object, letGo: () => void): void {
  const collect: unknown = Reflect.get(sandbox, 'gc')
  if (typeof collect !== 'function') return
  const gc = function (this: unknown, ...args: unknown[]): unknown {
    letGo()
    return Reflect.apply(collect, this, args)
  }
  Reflect.defineProperty(sandbox, 'gc', { value: gc, writable: true, configurable: true })
}
