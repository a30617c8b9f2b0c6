import type { Trace } from '../trace/trace'
import type { Facts, LeakType } from '../../verdict/leak'

/** Where the state of one test file is: what its tests see as their global. */
export interface Sandbox {
  readonly global: object
  readonly process: NodeJS.Process
  /** The object that keeps the properties of the global: listing those of the global itself takes a hundred times as long. */
  readonly globals: object
}

/** Values by key: environment variables by name, functions by `fs.readFileSync`. */
export type Values = Map<string, unknown>

/** Told of one value that is not what it was; `undefined`: there is none. */
export type NoteChange = (key: string, before: unknown, now: unknown) => void

/** One kind of process state: what is said of a difference, and how it is put back. */
export interface Watched {
  readonly type: LeakType
  /** Tells several of one type apart. */
  readonly name?: string
  /** The next file of this process finds it changed: judged at the end of the file, whoever changed it. */
  readonly outlivesFile: boolean
  /** What is there now. */
  read(key: string): unknown
  /** What was there when it was first seen, of what the file itself has loaded. */
  initial?(key: string): unknown
  /** Put back, although it is none of the earlier values: one less than before, or no longer what was `left`. */
  isClear?(now: unknown, before: unknown, left: unknown): boolean
  /** Of what outlives the file, for later ones: asks whether it is still `now`, and keeps nothing of this file. */
  stays?(key: string, now: unknown): () => boolean
  /** Puts a value back; absent where it cannot be done from here. */
  restore?(key: string, value: unknown): void
  facts(key: string, before: unknown, now: unknown): Facts
  /** What was added last: the same for what is to be told as one. */
  cause?(key: string): unknown
  /** Where it was made, when that is known. */
  trace?(key: string): Trace | undefined
  /** Source text that makes such a change, the surest first: nothing is proxied to learn the line. */
  sources(key: string): readonly RegExp[]
}

/** A kind whose values are kept by key. */
export interface WatchedValues extends Watched {
  /**
   * Brings `last` up to date and tells what was different. Called around every test: some microseconds at most. `isEnd`:
   * for the last time.
   */
  compare(last: Values, note: NoteChange, isEnd?: boolean): void
}

/** One value with a name of its own. */
export interface Slot {
  readonly key: string
  read(): unknown
}

/** For kinds with one value. */
export function compareSlot(slot: Slot, last: Values, note: NoteChange): void {
  const { key } = slot
  const now = slot.read()
  const before = last.get(key)
  if (now === before) return
  note(key, before, now)
  last.set(key, now)
}

/** Asks whether a member is still `now`, which nothing here keeps in memory. */
export function staysIn(holder: object, member: string, now: unknown): () => boolean {
  const value = typeof now === 'function' ? undefined : now
  const kept = typeof now === 'function' ? new WeakRef(now) : undefined
  return () => Reflect.get(holder, member) === (kept === undefined ? value : kept.deref())
}

/** For use in a regular expression. */
export function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** A property in source text: `.name` or `['name']`. */
export function propertyIn(name: string): string {
  return String.raw`(?:\??\.${escaped(name)}\b|\[\s*['"\`]${escaped(name)}['"\`]\s*\])`
}

/** What may stand behind an object: `(console.error as jest.Mock)`. Bounded: a file may be one long line. */
export const cast = String.raw`(?:\s+as\s+[^)\n]{1,200})?\)*`

/** An assignment to a property of `object`, the source of a regular expression; also `(console.error as jest.Mock) =`. */
export function assigned(object: string, name: string): RegExp {
  return new RegExp(String.raw`${object}${cast}${propertyIn(name)}${cast}\s*(?:\?\?|\|\||&&)?=(?![=>])`)
}
