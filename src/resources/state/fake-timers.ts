import type { Sandbox, Watched } from './watched'

/** Jest's fake timers, and a clock of its own kind that somebody else has installed. */
export function watchFakeTimers({ global }: Sandbox): Watched {
  return {
    type: 'fake-timers',
    outlivesFile: false,
    compare(last, note) {
      const now = isFake(global)
      const before = last.get('timers') === true
      last.set('timers', now)
      if (now && !before) note('timers', false, true)
    },
    read: () => isFake(global),
    facts: () => ({}),
    sources: () => [/\buseFakeTimers\(/, /\binstall\(/],
  }
}

/** Those of `@sinonjs/fake-timers` bear their clock; Jest's legacy ones are mock functions. */
function isFake(global: object): boolean {
  const start = Reflect.get(global, 'setTimeout') as
    { readonly clock?: unknown; readonly _isMockFunction?: unknown } | undefined
  return start?.clock !== undefined || start?._isMockFunction === true
}
