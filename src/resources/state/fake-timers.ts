import type { Sandbox, Watched } from './watched'

/** Jest's fake timers, and a clock of its own kind that somebody else has installed. */
export function watchFakeTimers({ global, globals }: Sandbox): Watched {
  // Asking the global itself takes ten times as long.
  const holder = Object.hasOwn(globals, 'setTimeout') ? globals : global
  return {
    type: 'fake-timers',
    outlivesFile: false,
    compare(last, note) {
      const now = isFake(holder)
      const before = last.get('timers') === true
      last.set('timers', now)
      if (now && !before) note('timers', false, true)
    },
    read: () => isFake(holder),
    facts: () => ({}),
    sources: () => [/(?<!\b(?:sinon|sandbox)\.)\buseFakeTimers\(/],
  }
}

/** Those of `@sinonjs/fake-timers` bear their clock; Jest's legacy ones are mock functions, all of them. */
function isFake(holder: object): boolean {
  const start: unknown = Reflect.get(holder, 'setTimeout')
  // `doNotFake` may leave nothing but the date.
  const date: unknown = Reflect.get(holder, 'Date')
  return (
    isOfClock(start) || isOfClock(date) || (isMock(start) && isMock(Reflect.get(holder, 'clearInterval')))
  )
}

function isMock(value: unknown): boolean {
  return (value as { readonly _isMockFunction?: unknown } | undefined)?._isMockFunction === true
}

/** Put there by fake timers. */
export function isOfClock(value: unknown): boolean {
  try {
    return Object.hasOwn(value as object, 'clock')
  } catch {
    // Nothing, or a proxy that refuses to be asked.
    return false
  }
}
