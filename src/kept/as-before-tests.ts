import fs from 'node:fs'
import path from 'node:path'
import url from 'node:url'

/** What Node's module loader, and the source maps that Jest reads, call through the public objects. */
const loaders = [
  'closeSync',
  'existsSync',
  'openSync',
  'readFileSync',
  'readSync',
  'realpathSync',
  'statSync',
] as const

const originals = [
  ...loaders.map((name) => keep(fs, name)),
  ...functionsOf(path).map((name) => keep(path, name)),
  ...functionsOf(url).map((name) => keep(url, name)),
]

/** Calls `fn`, which uses code of others, with the public functions that were there before the first test. */
export function asBeforeTests<T>(fn: () => T): T {
  const replaced = originals.flatMap(({ object, name, original }) => {
    const current = Object.getOwnPropertyDescriptor(object, name)
    if (current?.value === original.value) return []
    return Reflect.defineProperty(object, name, original) ? [{ object, name, current }] : []
  })
  try {
    return fn()
  } finally {
    for (const { object, name, current } of replaced) {
      if (current === undefined) Reflect.deleteProperty(object, name)
      else Object.defineProperty(object, name, current)
    }
  }
}

interface Kept {
  readonly object: object
  readonly name: string
  readonly original: PropertyDescriptor
}

function keep(object: object, name: string): Kept {
  return { object, name, original: Object.getOwnPropertyDescriptor(object, name) ?? {} }
}

function functionsOf(object: object): string[] {
  return Object.entries(object).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))
}
