import fc from 'fast-check'

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
  '*',
]

/** Text with pieces of what a parser looks for, of any length and order. */
export function textOf(...pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(...keys, '\u0000', '\uFEFF', '\u2028', '\ud800', ' ', '\n') },
  )
  const many = fc
    .tuple(piece, fc.integer({ min: 100, max: 3000 }))
    .map(([repeated, times]) => repeated.repeat(times).slice(0, 20_000))
  return fc
    .array(fc.oneof({ weight: 12, arbitrary: piece }, { weight: 1, arbitrary: many }), { maxLength: 12 })
    .map((all) => all.join(''))
}

/** What `JSON.parse` may return, with the keys that pollute prototypes; some of the keys are `known`. */
export function jsonOf(...known: readonly string[]): fc.Arbitrary<unknown> {
  const key = fc.constantFrom(...keys, ...known)
  const { value } = fc.letrec<{ value: unknown; leaf: unknown; object: unknown; list: unknown }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('object'), tie('list')),
    leaf: fc.oneof(fc.jsonValue({ maxDepth: 0 }), fc.constantFrom(1e308, -0, ...keys, ...known)),
    object: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map(objectOf),
    list: fc.array(tie('value'), { maxLength: 4 }),
  }))
  return value
}

/** With own properties, as `JSON.parse` makes them: also of the name `__proto__`. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object = {}
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })
  return object
}

/** Values that no JSON can hold, for what users write in code. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    Infinity,
    10n,
    Symbol('odd'),
    () => 1,
    /x/,
    new Date(Number.NaN),
    new Map(),
    new Proxy({}, {}),
    Object.create(null),
  ),
  fc.anything({ withNullPrototype: true, withBigInt: true }),
)

/** Nothing that was read has left anything behind in what all objects share. */
export function expectNoPollution(): void {
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype])
    expect(Object.keys(prototype)).toEqual([])
}

/** Runs it on many inputs; an error that is not one of `ours` fails, with the seed that shows it again. */
export function neverThrowsOthers<T>(
  inputs: fc.Arbitrary<T>,
  read: (input: T) => unknown,
  ours: (error: unknown) => boolean = () => false,
): void {
  fc.assert(
    fc.property(inputs, (input) => {
      try {
        read(input)
      } catch (error) {
        if (!ours(error)) throw error
      }
    }),
    { numRuns: 500 },
  )
  expectNoPollution()
}
