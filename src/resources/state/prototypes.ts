import { escaped, type NoteChange, propertyIn, type Sandbox, type Values, type Watched } from './watched'

/** The built-in classes whose members people add or replace. */
const classes = [
  'Object',
  'Array',
  'String',
  'Number',
  'Function',
  'Promise',
  'Map',
  'Set',
  'Date',
  'RegExp',
  'Error',
]

/** Members that are replaced rather than added. */
const members: readonly (readonly [object: string, name: string])[] = [
  ['Date', 'now'],
  ['Math', 'random'],
  ['JSON', 'stringify'],
  ['JSON', 'parse'],
  ['Promise', 'all'],
  ['Object', 'keys'],
  ['Object', 'assign'],
  // Time zone and language.
  ['Date.prototype', 'getTimezoneOffset'],
  ['Date.prototype', 'toLocaleString'],
  ['Intl', 'DateTimeFormat'],
  ['Intl', 'NumberFormat'],
]

/** Members that V8 reads, and that have a type of their own. */
const settings = new Set(['Error.stackTraceLimit', 'Error.prepareStackTrace'])

interface Holder {
  readonly name: string
  readonly object: object
}

/**
 * Built-in prototypes and constructors of the realm in which the tests run. What is added by assignment is enumerable,
 * and nothing that is built in is: looking for it costs next to nothing.
 */
export function watchPrototypes(
  { global }: Sandbox,
  isSpied: (object: object, name: string) => boolean,
): Watched {
  const holders = classes.flatMap((name): Holder[] => {
    const built = Reflect.get(global, name) as FunctionConstructor | undefined
    if (typeof built !== 'function') return []
    return [
      { name: `${name}.prototype`, object: built.prototype as object },
      { name, object: built },
    ]
  })
  const replaced = members.flatMap(([name, member]) => {
    const object = name
      .split('.')
      .reduce<unknown>((holder, part) => Reflect.get(holder as object, part), global)
    return typeof object === 'object' || typeof object === 'function'
      ? [
          {
            key: `${name}.${member}`,
            object: object as object,
            member,
            original: Reflect.get(object as object, member) as unknown,
          },
        ]
      : []
  })
  const find = (key: string): readonly [object, string] | undefined => {
    const holder = holders.find(
      ({ name }) => key.startsWith(`${name}.`) && !key.slice(name.length + 1).includes('.'),
    )
    if (holder !== undefined) return [holder.object, key.slice(holder.name.length + 1)]
    const member = replaced.find((each) => each.key === key)
    return member && [member.object, member.member]
  }
  return {
    type: 'prototype',
    outlivesFile: false,
    compare(last, note) {
      for (const holder of holders) compareAdded(holder, last, note)
      for (const { key, member, object, original } of replaced) {
        const value: unknown = Reflect.get(object, member)
        const now = value !== original && isSpied(object, member) ? original : value
        const before = last.get(key)
        if (now === before) continue
        last.set(key, now)
        note(key, before, now)
      }
    },
    read(key) {
      const [object, name] = find(key) ?? []
      return object === undefined || name === undefined ? undefined : ownValue(object, name)
    },
    restore(key, value) {
      const [object, name] = find(key) ?? []
      if (object === undefined || name === undefined) return
      if (value === undefined) Reflect.deleteProperty(object, name)
      else Reflect.set(object, name, value)
    },
    facts: (key, before) => ({ key, change: before === undefined ? 'added' : 'replaced' }),
    sources(key) {
      const dot = key.lastIndexOf('.')
      const holder = key.slice(0, dot)
      const name = key.slice(dot + 1)
      return [
        new RegExp(String.raw`\b${escaped(holder)}${propertyIn(name)}\s*=(?![=>])`),
        new RegExp(String.raw`\bdefineProperty\(\s*${escaped(holder)}\s*,\s*['"\`]${escaped(name)}['"\`]`),
      ]
    },
  }
}

function compareAdded({ name, object }: Holder, last: Values, note: NoteChange): void {
  // Members that others add by assignment are enumerable.
  for (const member in object) {
    if (!Object.hasOwn(object, member)) continue
    const key = `${name}.${member}`
    if (settings.has(key)) continue
    const now = ownValue(object, member)
    if (last.get(key) === now) continue
    note(key, last.get(key), now)
    last.set(key, now)
  }
}

function ownValue(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value
}
