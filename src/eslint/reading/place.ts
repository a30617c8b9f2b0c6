import type { Node } from '../rule'
import { type FileReading, holderOf } from './file'
import { type Phase, phaseOfCall } from './jest-calls'
import { all, around, isFunction, nameOf } from './syntax'

export interface Place {
  readonly phase: Phase
  /** The function that Jest or somebody else calls; undefined for the module. */
  readonly fn: Node | undefined
  /** The call that declares the test or hook. */
  readonly call: Node | undefined
}

/** Calls their argument at once, as often as there are elements. */
export const iterates = /^(?:map|forEach|flatMap|reduce|from|times)$/

/** The function or module that a node runs in; what is called at once belongs to whoever calls it. */
export function placeOf(node: Node): Place {
  let current: Node | null | undefined = node
  while (current != null) {
    if (isFunction(current)) {
      const place = placeOfFunction(current)
      if (place !== undefined) return place
    }
    // `afterEach(jest.useRealTimers)`
    const phase = current.type === 'MemberExpression' ? phaseOfCall(current.parent) : undefined
    if (phase !== undefined && /^(?:before|after)/.test(phase) && current.parent?.callee !== current)
      return { phase, fn: undefined, call: current.parent ?? undefined }
    current = current.parent
  }
  return { phase: 'module', fn: undefined, call: undefined }
}

function placeOfFunction(fn: Node): Place | undefined {
  const outer = around(fn)
  const { parent } = outer
  const phase = parent != null && all(parent, 'arguments').includes(outer) ? phaseOfCall(parent) : undefined
  if (parent != null && phase !== undefined) return { phase, fn, call: parent }
  return isCalledAtOnce(outer, parent) ? undefined : { phase: 'function', fn, call: undefined }
}

function isCalledAtOnce(fn: Node, parent: Node | null | undefined): boolean {
  if (parent?.type === 'NewExpression') return nameOf(parent.callee) === 'Promise'
  if (parent?.type !== 'CallExpression') return false
  return parent.callee === fn || iterates.test(nameOf(parent.callee))
}

/** All phases in which a node runs: those of its callers, when it stands in a function of the file. */
export function placesOf(node: Node, reading: FileReading, depth = 0): readonly Place[] {
  const place = placeOf(node)
  if (place.phase !== 'function' || place.fn === undefined || depth > 3) return [place]
  const outer = around(place.fn)
  // What is handed to a call in a hook runs there, sooner or later.
  if (outer.parent?.type === 'CallExpression' || outer.parent?.type === 'NewExpression')
    return placesOf(outer.parent, reading, depth + 1)
  const holder = holderOf(place.fn, reading)
  const uses = holder?.references.filter((reference) => reference.isRead()) ?? []
  if (uses.length === 0) return [place]
  return uses.flatMap(({ identifier }) => {
    const phase = identifier.parent?.callee === identifier ? undefined : phaseOfCall(identifier.parent)
    return phase === undefined || identifier.parent == null
      ? placesOf(identifier, reading, depth + 1)
      : [{ phase, fn: place.fn, call: identifier.parent }]
  })
}

/** The describe block, or the file, in which a hook or test is declared. */
export function blockOf(call: Node | undefined): Node | undefined {
  let current = call?.parent
  while (current != null) {
    if (isFunction(current)) {
      const place = placeOfFunction(current)
      if (place?.phase === 'describe') return current
    }
    current = current.parent
  }
  return undefined
}
