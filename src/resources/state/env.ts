import { types } from '../../kept/node'
import { type NoteChange, propertyIn, type Sandbox, type Values, type WatchedValues } from './watched'

/** The key of the object itself, which no variable can have. */
const whole = 'process.env='

type Variables = Record<string, string | undefined>

/** How often somebody has written to these variables, and what they were before: most files write none. */
interface Writes {
  count: number
  before?: Values
}

const noticed = new WeakMap<object, Writes>()

/** Each test file has a copy of the environment of its own: what tests change is gone with the file. */
export function watchEnv(
  { process }: Sandbox,
  isSpied: (object: object, name: string) => boolean,
): WatchedValues {
  noticeWrites(process)
  const env = (): Variables => process.env
  let current = env()
  let writes = noticed.get(current)
  const first = writes
  /** Writes at the last look; 0: nothing is listed yet. */
  let seen = writes === undefined ? undefined : 0
  // Somebody may put another object in its place, and this one back.
  const known = new WeakMap<object, Values>()
  return {
    type: 'env',
    outlivesFile: false,
    compare(last, note) {
      const variables = env()
      const listed = (): void => {
        if (seen !== 0) return
        for (const [key, value] of writes?.before ?? Object.entries(current)) last.set(key, value)
      }
      if (variables !== current) {
        listed()
        known.set(current, new Map(last))
        if (!isSpied(process, 'env')) note(whole, current, variables)
        current = variables
        writes = noticed.get(variables)
        seen = undefined
        last.clear()
        for (const [key, value] of known.get(variables) ?? Object.entries(variables)) last.set(key, value)
      }
      if (writes !== undefined && writes.count === seen) return
      listed()
      seen = writes?.count
      compareVariables(variables, last, note)
    },
    read: (key) => (key === whole ? env() : env()[key]),
    initial: (key) => first?.before?.get(key),
    restore(key, value) {
      if (key === whole) process.env = value as NodeJS.ProcessEnv
      else if (value === undefined) Reflect.deleteProperty(env(), key)
      else env()[key] = value as string
    },
    facts: (key, before, now) =>
      key === whole
        ? { change: 'replaced' }
        : { key, change: before === undefined ? 'set' : now === undefined ? 'deleted' : 'changed' },
    sources: (key) => (key === whole ? [/\bprocess\.env\s*=(?![=>])/] : sourcesOf(key)),
  }
}

/**
 * Jest gives a sandbox its variables as a proxy, whose hundred of them take longer to compare than all else together. One
 * more around it counts what is written, and hands it on: nobody has seen the other one, and what is no proxy stays as it is.
 */
function noticeWrites(process: NodeJS.Process): void {
  const variables = process.env
  if (!types.isProxy(variables) || noticed.has(variables)) return
  const writes: Writes = { count: 0 }
  const noteWrite = (): void => {
    writes.before ??= new Map(Object.entries(variables))
    writes.count += 1
  }
  const around = new Proxy(variables, {
    set(target, key, value) {
      noteWrite()
      return Reflect.set(target, key, value)
    },
    deleteProperty(target, key) {
      noteWrite()
      return Reflect.deleteProperty(target, key)
    },
    defineProperty(target, key, descriptor) {
      noteWrite()
      return Reflect.defineProperty(target, key, descriptor)
    },
  })
  if (Reflect.set(process, 'env', around)) noticed.set(around, writes)
}

function compareVariables(variables: Variables, last: Values, note: NoteChange): void {
  // Jest's is a proxy: its names alone are listed in half the time.
  const keys = Reflect.ownKeys(variables)
  for (const key of keys) {
    if (typeof key === 'symbol') continue
    const now = variables[key]
    const before = last.get(key)
    if (now === before && (now !== undefined || last.has(key))) continue
    note(key, before, now)
    last.set(key, now)
  }
  if (keys.length === last.size) return
  for (const [key, before] of last) {
    if (Object.hasOwn(variables, key)) continue
    last.delete(key)
    note(key, before, undefined)
  }
}

function sourcesOf(key: string): RegExp[] {
  const property = propertyIn(key)
  return [
    new RegExp(String.raw`\benv${property}\s*(?:\?\?|\|\||&&)?=(?![=>])`),
    new RegExp(String.raw`\bdelete\s+[\w.]*\benv${property}`),
    /\bObject\.assign\(\s*process\.env\b/,
    /\benv\[\w+\]\s*=(?![=>])/,
  ]
}
