import { types } from 'node:util'
import { invalid } from './errors'

/** A type that JSON has no word for; made by `customType`. */
export interface CustomType {
  readonly name: string
  matches(value: unknown): boolean
  encode(value: unknown): unknown
  decode(data: unknown): unknown
}

/**
 * Teaches the codec a type, classes of your own among them: `encode` gives data that may hold other custom values,
 * `decode` makes a value of it again.
 */
export function customType<T, D>(
  name: string,
  matches: (value: unknown) => value is T,
  encode: (value: T) => D,
  decode: (data: D) => T,
): CustomType {
  return { name, matches, encode: (value) => encode(value as T), decode: (data) => decode(data as D) }
}

const builtIn: readonly CustomType[] = [
  customType(
    'Date',
    types.isDate,
    (date) => (Number.isNaN(date.getTime()) ? null : date.toISOString()),
    (iso: string | null) => new Date(iso ?? Number.NaN),
  ),
  customType(
    'Map',
    types.isMap,
    (map) => [...map],
    (entries: [unknown, unknown][]) => new Map(entries),
  ),
  customType(
    'Set',
    types.isSet,
    (set) => [...set],
    (values: unknown[]) => new Set(values),
  ),
  customType(
    'bigint',
    (value): value is bigint => typeof value === 'bigint',
    String,
    (digits: string) => BigInt(digits),
  ),
  customType(
    'undefined',
    (value): value is undefined => value === undefined,
    () => null,
    () => undefined,
  ),
  customType('number', isUnusual, (value) => (value === 0 ? '-0' : String(value)), Number),
]

const tag = '$type'

/** Turns state into text and back without losing what JSON loses: Date, Map, Set, bigint, and types of your own. */
export class Codec {
  readonly #types: ReadonlyMap<string, CustomType>

  constructor(custom: readonly CustomType[] = []) {
    this.#types = new Map([...custom, ...builtIn].map((known) => [known.name, known]))
    if (this.#types.size < custom.length + builtIn.length)
      throw invalid('custom types: two have the same name')
  }

  encode(value: unknown): string {
    return JSON.stringify(this.#pack(value, []))
  }

  /** Throws a StoreError for a type that is not registered here. */
  decode(text: string): unknown {
    return JSON.parse(text, (_key, value: unknown) => this.#unpack(value))
  }

  #pack(value: unknown, above: readonly unknown[]): unknown {
    if (above.includes(value)) throw invalid('state: expected a tree, given a value that contains itself')
    const inside = [...above, value]
    for (const known of this.#types.values())
      if (known.matches(value)) return { [tag]: known.name, data: this.#pack(known.encode(value), inside) }
    if (typeof value === 'function' || typeof value === 'symbol')
      throw invalid(`state: a ${typeof value} cannot be stored`)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item) => this.#pack(item, inside))
    const packed = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#pack(item, inside)]),
    )
    return tag in packed ? { [tag]: 'Object', data: Object.entries(packed) } : packed
  }

  #unpack(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || !(tag in value)) return value
    const { [tag]: name, data } = value as { [tag]: string; data: unknown }
    if (name === 'Object') return Object.fromEntries(data as [string, unknown][])
    const known = this.#types.get(name)
    if (known === undefined)
      throw invalid(
        `state: no custom type "${name}" is registered, known are ${[...this.#types.keys()].join(', ')}`,
      )
    return known.decode(data)
  }
}

function isUnusual(value: unknown): value is number {
  return typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
}
