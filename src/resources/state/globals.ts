import { isOfClock } from './fake-timers'
import { cast, escaped, propertyIn, type Sandbox, type Values, type WatchedValues } from './watched'

/** What tests replace: some of it is not enumerable, or a getter that loads what it gives away. */
const everywhere = [
  ...['fetch', 'Date', 'Intl', 'console', 'process', 'crypto', 'performance', 'navigator', 'structuredClone'],
  ...['setTimeout', 'setInterval', 'clearTimeout', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame'],
  ...['WebSocket', 'EventSource', 'Response', 'Request', 'Headers', 'FormData', 'URL'],
]
const inDocuments = [
  ...['XMLHttpRequest', 'location', 'matchMedia', 'IntersectionObserver', 'ResizeObserver', 'scrollTo'],
  ...['alert', 'confirm', 'open', 'innerWidth', 'innerHeight'],
]

/** Set for tools, by a line of the project too: how a renderer or a coverage tool is told something. */
const ofTools = /^(?:__|@@|\d|IS_REACT_ACT_ENVIRONMENT$|regeneratorRuntime$|event$)/

/** What stands for a value that is as the environment made it, whether or not anybody has asked for it yet. */
const untouched = Symbol('untouched')

/** What stands for the value of a getter. */
const unread = Symbol('unread')

/** Properties that tests add to the sandbox's global, and those of it that they replace. */
export function watchGlobals(
  { global, globals }: Sandbox,
  isSpied: (object: object, name: string) => boolean,
): WatchedValues {
  const replaceable = Reflect.has(global, 'document') ? [...everywhere, ...inDocuments] : everywhere
  const made = new Map(replaceable.map((key) => [key, madeBy(global, globals, key)]))
  const watched = new Set(replaceable)
  const read = (key: string): unknown => {
    const found = Object.getOwnPropertyDescriptor(globals, key)
    const first = made.get(key)
    if (found === undefined) return first?.isOfLanguage === true ? untouched : undefined
    const now = valueIn(found)
    if (first !== undefined && isAsMade(first, now, key)) return untouched
    // Fake timers have a type of their own, and so have spies.
    return isOfClock(now) || isSpied(global, key) ? untouched : now
  }
  // As they were found: values that are no getters, and getters that nobody has called, which are as they were made.
  const values: unknown[] = replaceable.map(() => unread)
  const getters: unknown[] = []
  let count = 0
  let newest: string | undefined
  let listed = 0
  return {
    type: 'global',
    outlivesFile: false,
    compare(last, note) {
      // Without an iterator, as around every test.
      for (let at = 0; at < replaceable.length; at++) {
        const key = replaceable[at] as string
        const getter = getters[at]
        if (values[at] !== unread && Reflect.get(globals, key) === values[at]) continue
        if (getter !== undefined && getter === getterOf(globals, key)) continue
        const found = Object.getOwnPropertyDescriptor(globals, key)
        const now = read(key)
        const get: unknown = found && Reflect.get(found, 'get')
        getters[at] = now === untouched ? get : undefined
        values[at] = get === undefined ? found?.value : unread
        const before = last.get(key)
        if (now === before) continue
        last.set(key, now)
        note(key, before, now)
      }
      const keys = Object.keys(globals)
      // What is added comes last.
      if (keys.length === count && keys.at(-1) === newest) return
      count = keys.length
      newest = keys.at(-1)
      let there = 0
      for (const key of keys) {
        if (watched.has(key)) continue
        there += 1
        if (last.has(key)) continue
        last.set(key, true)
        listed += 1
        if (!ofTools.test(key)) note(key, undefined, read(key))
      }
      if (listed > there) listed -= forget(last, globals)
    },
    read,
    restore(key, value) {
      const { descriptor } = made.get(key) ?? {}
      const before = value === untouched ? descriptor : { value, writable: true, configurable: true }
      if (value === undefined || before === undefined) Reflect.deleteProperty(global, key)
      else Reflect.defineProperty(global, key, before)
    },
    facts: (key, before, now) => ({
      key,
      change: before === undefined ? 'added' : now === undefined ? 'deleted' : 'replaced',
    }),
    sources: sourcesOf,
  }
}

const { __lookupGetter__: lookUpGetter } = Object.prototype as unknown as {
  readonly __lookupGetter__: (key: string) => unknown
}

/** In half the time that its descriptor takes. */
function getterOf(globals: object, key: string): unknown {
  return Reflect.apply(lookUpGetter, globals, [key])
}

interface Made {
  readonly descriptor: PropertyDescriptor | undefined
  readonly isOfLanguage: boolean
}

function madeBy(global: object, globals: object, key: string): Made {
  const own = Object.getOwnPropertyDescriptor(globals, key)
  const descriptor = own ?? Object.getOwnPropertyDescriptor(global, key)
  return { descriptor, isOfLanguage: own === undefined && descriptor !== undefined }
}

/** A getter stands for its value: asking it may load something. */
function valueIn(found: PropertyDescriptor): unknown {
  return Reflect.get(found, 'get') ?? found.value
}

/** Jest's getters put the value of Node's own global in their place when they are first asked. */
function isAsMade({ descriptor }: Made, now: unknown, key: string): boolean {
  if (descriptor === undefined) return false
  if (now === descriptor.get || (descriptor.get === undefined && now === descriptor.value)) return true
  const outer = descriptor.get && Object.getOwnPropertyDescriptor(globalThis, key)
  if (outer === undefined) return false
  // Node's own lazy globals are values once somebody has asked; these stay getters.
  const isGetter = key === 'crypto' || key === 'navigator' || key === 'performance'
  return now === (outer.get !== undefined && isGetter ? Reflect.get(globalThis, key) : outer.value)
}

/** One that is added again is added anew. Returns how many are gone. */
function forget(last: Values, globals: object): number {
  const gone = [...last].filter(([key, value]) => value === true && !Object.hasOwn(globals, key))
  for (const [key] of gone) last.delete(key)
  return gone.length
}

function sourcesOf(key: string): RegExp[] {
  const global = String.raw`\b(?:global|globalThis|window|self)${cast}`
  const name = escaped(key)
  return [
    new RegExp(String.raw`${global}${propertyIn(key)}\s*(?:\?\?|\|\||&&)?=(?![=>])`),
    new RegExp(String.raw`\bdelete\s+\(*${global}${propertyIn(key)}`),
    new RegExp(String.raw`\bdefineProperty\(\s*\(*${global}\s*,\s*['"\`]${name}['"\`]`),
    new RegExp(String.raw`\b(?:assign|defineProperties)\(\s*\(*${global}\s*,`),
  ]
}
