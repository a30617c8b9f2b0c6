import type { Node } from '../rule'
import type { FileReading } from './file'
import { phaseOfCall } from './jest-calls'
import { blockOf, type Place, placeOf, placesOf } from './place'
import { enclosingFunction, isWithin } from './syntax'

/**
 * Does something that a line changes for the whole file outlast those whom it is meant for? What the whole file's hooks
 * or its module change is meant for all of its tests; a test that sets it itself, or in a hook, does not notice.
 */
export function outlasts(
  change: Node,
  restores: readonly Node[],
  reading: FileReading,
  setsItself: (testOrHook: Node) => boolean,
): Place | undefined {
  const place = placesOf(change, reading).find(({ phase }) => /^(?:test|before|after)/.test(phase))
  if (place === undefined || place.phase === 'afterEach' || place.phase === 'afterAll') return undefined
  const block = blockOf(place.call)
  if (place.phase !== 'test' && block === undefined) return undefined
  const end = (place.phase === 'test' ? place.call : block)?.range[1] ?? 0
  const hooks = reading.calls.filter((call) => /^before/.test(phaseOfCall(call) ?? '') && setsItself(call))
  const isNoticed = testsAfter(end, reading).some(
    (test) => !setsItself(test) && !hooks.some((hook) => isWithin(test, blockOf(hook))),
  )
  if (!isNoticed) return undefined
  return restores.some((restore) => restoresFor(restore, change, place, reading)) ? undefined : place
}

/** In the same test or hook, or in a hook of a block around it. */
function restoresFor(restore: Node, change: Node, place: Place, reading: FileReading): boolean {
  const own = enclosingFunction(change)
  if (own !== undefined && enclosingFunction(restore) === own) return true
  if (place.fn !== undefined && isWithin(restore, place.fn)) return true
  return placesOf(restore, reading).some(({ phase, call }) => {
    if (phase === 'function' || phase === 'module') return true
    return /^(?:before|after)/.test(phase) && place.call !== undefined && isWithin(place.call, blockOf(call))
  })
}

function testsAfter(end: number, reading: FileReading): Node[] {
  return reading.calls.filter((call) => call.range[0] >= end && isTestCall(call))
}

function isTestCall(call: Node): boolean {
  const last = Array.isArray(call.arguments)
    ? (call.arguments as Node[]).find(({ type }) => /Function/.test(type))
    : undefined
  return last !== undefined && placeOf(last).call === call && placeOf(last).phase === 'test'
}
