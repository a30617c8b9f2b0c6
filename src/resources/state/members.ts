import { isOfClock } from './fake-timers'
import { type Holder, holdersIn } from './member-lists'
import type { Members, Slot } from './member-table'
import { assigned, escaped, type Sandbox, staysIn, type Values, type Watched } from './watched'

/** An object whose members are compared: by itself, or with all others at once. */
export interface WatchedMembers extends Watched {
  readonly members: Members
}

/** Of what somebody has added and `restoreState` puts back. */
const added = { writable: true, configurable: true, enumerable: true }

/** Members of `Error` that have a type of their own. */
const ofTheirOwn = new Set(['stackTraceLimit', 'prepareStackTrace'])

type IsSpied = (object: object, name: string) => boolean

/** Members of what every test has, such as `console.error`, `process.platform` and `fs.readFileSync`, that somebody replaces. */
export function watchMembers(sandbox: Sandbox, isSpied: IsSpied): WatchedMembers[] {
  return holdersIn(sandbox).map((holder) => watchHolder(holder, isSpied))
}

function watchHolder(holder: Holder, isSpied: IsSpied): WatchedMembers {
  const { find, members, name, type } = holder
  const namesIn = (of: object): string[] =>
    type === 'prototype' ? Object.keys(of) : Object.getOwnPropertyNames(of)
  let object: object | undefined
  let slots = new Map<string, Slot>()
  // Those of the map: going through that takes twice as long.
  let list: readonly Slot[] = []
  /** Another object in its place is a change of its own. */
  const take = (found: object | undefined, last: Values): void => {
    object = found
    slots = new Map()
    list = []
    last.clear()
    if (found === undefined) return
    for (const member of members ?? namesIn(found)) {
      if (ofTheirOwn.has(member)) continue
      const slot = slotOf(holder, found, member, Object.getOwnPropertyDescriptor(found, member))
      slot.last = slot.initial = readSlot(slot)
      slots.set(slot.key, slot)
      last.set(slot.key, slot.last)
    }
    list = [...slots.values()]
  }
  return {
    type,
    name,
    outlivesFile: type === 'core-module',
    members: {
      holder,
      slots: () => list,
      size: members === undefined ? () => (object === undefined ? 0 : namesIn(object).length) : undefined,
    },
    compare(last, note) {
      const found = find()
      if (found !== object) take(found, last)
      if (found === undefined) return
      if (members === undefined) {
        for (const member of namesIn(found)) {
          const key = `${name}.${member}`
          if (!slots.has(key) && !ofTheirOwn.has(member))
            slots.set(key, slotOf(holder, found, member, undefined))
        }
        if (slots.size > list.length) list = [...slots.values()]
      }
      const values = found as Readonly<Record<string, unknown>>
      for (const slot of list) {
        const { last: before, member, read } = slot
        const now = read === undefined ? values[member] : read()
        if (now === before || isOthers(slot, now, isSpied)) continue
        const { key } = slot
        slot.last = now
        last.set(key, now)
        note(key, before, now)
      }
    },
    read(key) {
      const slot = slots.get(key)
      if (slot === undefined) return undefined
      const now = readSlot(slot)
      return now !== slot.last && isOthers(slot, now, isSpied) ? slot.last : now
    },
    initial: (key) => slots.get(key)?.initial,
    stays: (key, now) => staysIn(object ?? {}, key.slice(name.length + 1), now),
    restore(key, value) {
      const slot = slots.get(key)
      if (slot !== undefined) putBack(slot, value)
    },
    facts: (key, before) => ({ key, change: before === undefined ? 'added' : 'replaced' }),
    sources: (key) => sourcesOf(holder, key.slice(name.length + 1)),
  }
}

/** Fake timers have a type of their own, and so have spies. */
function isOthers({ holder, member }: Slot, now: unknown, isSpied: IsSpied): boolean {
  return isSpied(holder, member) || isOfClock(now)
}

function slotOf(
  { name, type }: Holder,
  holder: object,
  member: string,
  first: PropertyDescriptor | undefined,
): Slot {
  const members = holder as Readonly<Record<string, unknown>>
  // Asking a getter of a prototype throws.
  const isPlain = first === undefined ? type !== 'prototype' : 'value' in first
  const read = Array.isArray(first?.value)
    ? contentOf(members, member)
    : isPlain
      ? undefined
      : () => placedIn(holder, member)
  return { key: `${name}.${member}`, holder, member, first, read, last: undefined }
}

function readSlot({ holder, member, read }: Slot): unknown {
  return read === undefined ? (holder as Readonly<Record<string, unknown>>)[member] : read()
}

/** A list that has other items is another one: `process.argv.push()`. */
function contentOf(members: Readonly<Record<string, unknown>>, member: string): () => unknown {
  let items: readonly unknown[] = []
  let text: string | undefined
  return () => {
    const list = members[member]
    if (!Array.isArray(list)) return list
    if (text === undefined || list.length !== items.length || list.some((item, at) => item !== items[at])) {
      items = [...(list as unknown[])]
      text = items.join('\0')
    }
    return text
  }
}

function placedIn(holder: object, member: string): unknown {
  const placed = Object.getOwnPropertyDescriptor(holder, member)
  return placed && (Reflect.get(placed, 'get') ?? placed.value)
}

function putBack({ first, holder, member }: Slot, value: unknown): void {
  const list: unknown = first?.value
  if (Array.isArray(list) && typeof value === 'string') list.splice(0, list.length, ...value.split('\0'))
  if (first === undefined && value === undefined) Reflect.deleteProperty(holder, member)
  else if (first === undefined || (first.get === undefined && !Array.isArray(list)))
    Object.defineProperty(holder, member, { ...(first ?? added), value })
  else Object.defineProperty(holder, member, first)
}

function sourcesOf({ module, name }: Holder, member: string): RegExp[] {
  const quoted = String.raw`\s*,\s*['"\`]${escaped(member)}['"\`]`
  // `process.stdout` is `stdout` for whoever has taken it out, and `fs/promises` has no name in source text.
  const object = escaped(name.replace(/^process\.(?=std)|^.*\//, ''))
  const merged = name === 'Object.prototype' ? [/__proto__|\bconstructor\W{1,9}prototype\b/] : []
  // Looked for backwards from what was found, not from every place of a file that may be large.
  const inModule = String.raw`(?<=['"\x60](?:node:)?${module ?? ''}['"\x60][^]*)`
  return [
    assigned(String.raw`\b${object}`, member),
    new RegExp(String.raw`\bdefineProperty\(\s*\(*(?:\w+\.)*${object}\b[^,\n]*${quoted}`),
    new RegExp(String.raw`\b(?:assign|defineProperties)\(\s*\(*(?:\w+\.)*${object}\b[^,\n]*,`),
    ...(member === 'argv'
      ? [/\bargv(?:\.(?:push|unshift|splice|pop|shift|length)\b|\[[^\]]*\]\s*=(?!=))/]
      : []),
    // By what somebody has merged into any object.
    ...merged,
    // By another name, in a file that names the module.
    ...(module === undefined
      ? []
      : [new RegExp(assigned(String.raw`\b\w+(?:\.prototype)?`, member).source + inModule)]),
  ]
}
