import { types } from '../kept/node'

import type { TestFile } from '../ownership/scope'
import { framesOf } from '../resources/trace/frames'
import type { TrackedResource } from '../resources/ledger/tracked-resource'
import { sourceOf } from './contract'
import type { Singleton } from './singleton'
import { openOfFile } from '../resources/ledger/ledger'

/** Deeper, or more, is no longer the singleton's own: a framework, a cache of its users. */
const deepest = 4
const most = 500

/** The open resources of a file that are part of a singleton's instance. */
export function openResourcesOf(
  singleton: Singleton,
  instance: object | undefined,
  others: ReadonlySet<object>,
  testFile: TestFile,
): TrackedResource[] {
  const open = new Map<object, TrackedResource>()
  for (const resource of openOfFile(testFile)) {
    const { target } = resource
    const subject = target === undefined ? undefined : resource.describe([])?.subject
    if (target !== undefined && subject !== undefined) open.set(target, resource).set(subject, resource)
  }
  if (open.size === 0) return []
  const opens = openedBy(singleton)
  const held = instance === undefined ? [] : resourcesIn(instance, others, open)
  return [...new Set([...held, ...[...open.values()].filter(opens)])]
}

/**
 * What an instance holds in fields, arrays, maps and sets. No getter is called, and what a resource refers to is
 * not looked at: Node links timers with one another, and sockets know the whole server.
 */
function resourcesIn(
  instance: object,
  others: ReadonlySet<object>,
  open: ReadonlyMap<object, TrackedResource>,
): TrackedResource[] {
  const seen = new Set<object>([instance])
  const found: TrackedResource[] = []
  let level: object[] = [instance]
  for (let depth = 0; depth <= deepest && level.length > 0 && seen.size < most; depth++) {
    const next: object[] = []
    for (const object of level) {
      const resource = open.get(object)
      if (resource !== undefined) found.push(resource)
      else if (!isTimer(object)) next.push(...valuesOf(object))
    }
    level = [...new Set(next)].filter((value) => !seen.has(value) && !others.has(value))
    for (const value of level) seen.add(value)
  }
  return found
}

function isTimer(object: object): boolean {
  return Object.hasOwn(object, '_idleNext')
}

/** Of a long list its beginning; a Buffer has a key for each byte, and holds nothing. No code of the user's is called. */
function valuesOf(object: object): object[] {
  if (types.isProxy(object) || ArrayBuffer.isView(object)) return []
  const keys = Array.isArray(object)
    ? Array.from({ length: Math.min(object.length, most) }, (_, index) => String(index))
    : Reflect.ownKeys(object)
  const fields = keys.map((key): unknown => Object.getOwnPropertyDescriptor(object, key)?.value)
  return [...fields, ...itemsOf(object)].filter(
    (value): value is object => typeof value === 'object' && value !== null,
  )
}

function itemsOf(object: object): Iterable<unknown> {
  if (types.isMap(object)) return first(Map.prototype.values.call(object))
  return types.isSet(object) ? first(Set.prototype.values.call(object)) : []
}

function* first(values: Iterable<unknown>): Generator {
  let left = most
  for (const value of values) {
    if (left-- === 0) return
    yield value
  }
}

/** Where private fields hide what an instance holds, its own code tells: what has a line of its class. */
const openers = new WeakMap<TrackedResource, string>()

function openedBy({ name, owner, since, target }: Singleton): (resource: TrackedResource) => boolean {
  if (typeof target !== 'function' || !/[\s{;.]#\w/.test(sourceOf(target))) return () => false
  const escaped = name.replaceAll('$', '\\$')
  const inClass = new RegExp(`^at (?:async )?(?:new ${escaped} |${escaped}\\.)`)
  // Another instance of the class may still be there: an earlier one, or that of a copy.
  const isOthers = ({ id, scope }: TrackedResource): boolean =>
    id <= since || (scope !== owner && scope.owner.kind === 'test' && owner?.owner.kind === 'test')
  return (resource) => {
    if (isOthers(resource)) return false
    const known = openers.get(resource)
    const text = known ?? projectFrames(resource)
    openers.set(resource, text)
    return text.split('\n').some((line) => inClass.test(line))
  }
}

function projectFrames(resource: TrackedResource): string {
  const frames = framesOf(resource.trace).filter(({ kind }) => kind === 'project')
  return frames.map(({ text }) => text).join('\n')
}
