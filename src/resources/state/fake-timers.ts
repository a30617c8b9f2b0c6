import type { Sandbox, WatchedValues } from './watched'

/** What the replaced functions of `@sinonjs/fake-timers` bear; once it is uninstalled it replaces nothing. */
interface Clock {
  readonly methods?: readonly string[]
}

/** Jest's fake timers, and a clock of its own kind that somebody else has installed. */
export function watchFakeTimers({ global, globals, process }: Sandbox): WatchedValues {
  // Asking the global itself takes ten times as long.
  const holder = Object.hasOwn(globals, 'setTimeout') ? globals : global
  let isOn = false
  let switches = 0
  /** Node's own: what they are is asked once. */
  let real: readonly unknown[] = []
  /** Which switch from real to fake is in force: what was on once, and off again, is not what somebody left later. */
  const current = (): number | false => {
    const replaced = [Reflect.get(holder, 'setTimeout'), Reflect.get(holder, 'Date')]
    if (!isOn && replaced.every((each, at) => each === real[at])) return false
    const found = look(holder, process)
    if (found === 'real' && !isMock(replaced[0])) real = replaced
    const was = isOn
    // Put back between two tests: whose spy that was is not known.
    isOn = found === 'fake' || (found === 'put back' && was)
    if (isOn && !was) switches += 1
    return isOn && switches
  }
  return {
    type: 'fake-timers',
    outlivesFile: false,
    compare(last, note) {
      const now = current()
      const before = last.get('timers') ?? false
      last.set('timers', now)
      if (now !== false && now !== before) note('timers', before, now)
    },
    read: current,
    isClear: (now, _before, left) => now !== left,
    facts: () => (look(holder, process) === 'put back' ? { putBack: true } : {}),
    sources: () => [/(?<!\b(?:sinon|sandbox)\.)\buseFakeTimers\(/],
  }
}

/**
 * A spy that was placed on a fake function puts that one back when it is restored, also after real timers were. Jest's
 * legacy timers are mock functions, as spies are, but a spy on a timer leaves `process.nextTick` alone.
 */
function look(holder: object, process: object): 'real' | 'fake' | 'put back' {
  const start: unknown = Reflect.get(holder, 'setTimeout')
  // `doNotFake` may leave nothing but the date.
  const clock = clockOf(start) ?? clockOf(Reflect.get(holder, 'Date'))
  if (clock !== undefined) return isInstalled(clock) ? 'fake' : 'put back'
  if (!isMock(start)) return 'real'
  return isInstalled(clockOf(Reflect.get(holder, 'clearTimeout'))) || isMock(Reflect.get(process, 'nextTick'))
    ? 'fake'
    : 'real'
}

function clockOf(fn: unknown): Clock | undefined {
  return isOfClock(fn) ? (fn as { readonly clock: Clock }).clock : undefined
}

function isInstalled(clock: Clock | undefined): boolean {
  return clock !== undefined && clock.methods?.length !== 0
}

function isMock(value: unknown): boolean {
  return (value as { readonly _isMockFunction?: unknown } | undefined)?._isMockFunction === true
}

/** Put there by fake timers. */
export function isOfClock(value: unknown): boolean {
  // A refusal of Node itself would take as long as comparing everything else.
  if (value === undefined || value === null) return false
  try {
    return Object.hasOwn(value, 'clock')
  } catch {
    // A proxy that refuses to be asked.
    return false
  }
}
