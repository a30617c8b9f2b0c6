import type { Holder } from './holders'

/** One member of an object that is watched. */
export interface Slot {
  readonly key: string
  readonly holder: object
  readonly member: string
  readonly first: PropertyDescriptor | undefined
  /** Undefined: a plain property, which is read without a call. */
  readonly read: (() => unknown) | undefined
}

/** The members of one object, and what they are when it is first seen. */
export interface Slots {
  readonly slots: readonly Slot[]
  readonly values: readonly unknown[]
}

type Members = Readonly<Record<string, unknown>>

/** Of what somebody has added and `restoreState` puts back. */
const added = { writable: true, configurable: true, enumerable: true }

/** Members of `Error` that have a type of their own. */
const ofTheirOwn = new Set(['stackTraceLimit', 'prepareStackTrace'])

/** Those of core modules: most files of a process find them as the first one did, as nobody's code has replaced them. */
const shared = new Map<Holder, Slots>()

/** The names of what is watched of it. */
export function membersIn({ members, type }: Holder, object: object): readonly string[] {
  if (members !== undefined) return members
  return type === 'prototype' ? Object.keys(object) : Object.getOwnPropertyNames(object)
}

/** All members of an object that a holder has led to. */
export function slotsIn(holder: Holder, object: object): Slots {
  const known = shared.get(holder)
  if (known?.slots.every((slot, at) => readSlot(slot) === known.values[at]) === true) return known
  const slots = membersIn(holder, object).flatMap((member) =>
    ofTheirOwn.has(member)
      ? []
      : slotOf(holder, object, member, Object.getOwnPropertyDescriptor(object, member)),
  )
  const found = { slots, values: slots.map(readSlot) }
  if (holder.module !== undefined && found.values.every(isNodes)) shared.set(holder, found)
  return found
}

/** Nothing that keeps the realm of a test file in memory. */
function isNodes(value: unknown): boolean {
  return value instanceof Function || (typeof value !== 'function' && typeof value !== 'object')
}

/** Members that have been added to an object since. */
export function slotsAddedTo(holder: Holder, object: object, known: readonly Slot[]): Slot[] {
  return membersIn(holder, object)
    .filter((name) => !ofTheirOwn.has(name) && !known.some(({ member }) => member === name))
    .map((name) => slotOf(holder, object, name, undefined))
}

function slotOf(
  { name, type }: Holder,
  holder: object,
  member: string,
  first: PropertyDescriptor | undefined,
): Slot {
  const members = holder as Members
  // Asking a getter of a prototype throws.
  const isPlain = first === undefined ? type !== 'prototype' : 'value' in first
  const read = Array.isArray(first?.value)
    ? contentOf(members, member)
    : isPlain
      ? undefined
      : () => placedIn(holder, member)
  return { key: `${name}.${member}`, holder, member, first, read }
}

/** What it is now; of a getter, that getter. */
export function readSlot({ holder, member, read }: Slot): unknown {
  return read === undefined ? (holder as Members)[member] : read()
}

/** A list that has other items is another one: `process.argv.push()`. */
function contentOf(members: Members, member: string): () => unknown {
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

/** Makes it what it has been. */
export function putBack({ first, holder, member }: Slot, value: unknown): void {
  const list: unknown = first?.value
  if (Array.isArray(list) && typeof value === 'string') list.splice(0, list.length, ...value.split('\0'))
  if (first === undefined && value === undefined) Reflect.deleteProperty(holder, member)
  else if (first === undefined || (first.get === undefined && !Array.isArray(list)))
    Object.defineProperty(holder, member, { ...(first ?? added), value })
  else Object.defineProperty(holder, member, first)
}
