import { notes } from '../notes'
import type { Trace } from './trace'

/** Where a server was made, and where it was put to work: its handle often has no line of the project. */
interface ObjectTraces {
  created?: Trace
  opened?: Trace
}

const traces = notes<ObjectTraces>()

export function noteCreated(object: object, trace: Trace): void {
  tracesFor(object).created = trace
}

export function noteOpened(object: object, trace: Trace): void {
  tracesFor(object).opened = trace
}

/** The stacks of an object, the most telling one first. */
export function tracesOf(object: object): Trace[] {
  const known = traces.get(object)
  return [known?.opened, known?.created].filter((trace) => trace !== undefined)
}

/** Where a server was made, which is not where it was told to listen. */
export function creationOf(object: object): Trace | undefined {
  return traces.get(object)?.created
}

function tracesFor(object: object): ObjectTraces {
  const known = traces.get(object)
  if (known !== undefined) return known
  const fresh: ObjectTraces = {}
  traces.set(object, fresh)
  return fresh
}
