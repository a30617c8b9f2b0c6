import type { Described, Held, Place } from './holder'
import { isPromise, Path, type Step } from './path'
import type { Heap } from '../snapshot/heap'
import { noteOf, scriptOf } from '../snapshot/notes'

/** Says what has a grip on a file, and on what of it. */
export function describePath(heap: Heap, path: readonly number[]): Described {
  const steps = path.map((edge) => ({
    from: heap.from(edge),
    to: heap.to[edge] ?? 0,
    type: heap.edgeTypeOf(edge),
    name: heap.edgeNameOf(edge),
  }))
  const last = steps.at(-1)
  const holder = new Path(heap, steps).holder()
  const target = last?.to ?? 0
  const waiting = holder.kind === 'promise' ? waitingFunction(heap, steps) : undefined
  return {
    holder,
    held: heldIn(heap, waiting ?? target),
    site: siteOf(heap, steps, holder.kind === 'async-store' ? 6 : 3),
  }
}

/** The nearest object at the end of the path beside which a line was noted. */
function siteOf(heap: Heap, steps: readonly Step[], within: number): Place | undefined {
  for (const { to } of steps.slice(-within).reverse()) {
    const place = placeIn(noteOf(heap, to, 'site') ?? '')
    if (place !== undefined) return place
  }
  return undefined
}

/** How many objects around a promise are asked for the function that waits for it. */
const mostAround = 300

/** The async function that waits for the promise of a path, through whatever promises stand between. */
function waitingFunction(heap: Heap, steps: readonly Step[]): number | undefined {
  const promise = steps.findLast(({ from }) => isPromise(heap, from))?.from
  const around = new Set(promise === undefined ? [] : [promise])
  for (const node of around) {
    const waiting = /Generator$/.test(heap.nameOf(node))
      ? heap.follow(node, 'function', 'internal')
      : undefined
    if (waiting !== undefined) return waiting
    for (const edge of heap.edgesOf(node)) {
      const to = heap.to[edge] ?? 0
      const leadsOn =
        /^(?:internal|hidden)$/.test(heap.edgeTypeOf(edge)) && heap.edgeNameOf(edge) !== 'previous'
      // Shapes, code and realms lead everywhere.
      const isPart =
        /^(?:object|closure|hidden|array)$/.test(heap.typeOf(to)) &&
        !/NativeContext|Map$/.test(heap.nameOf(to))
      if (leadsOn && isPart && around.size < mostAround) around.add(to)
    }
  }
  return undefined
}

function placeIn(text: string): Place | undefined {
  const [, file, line, column] = /^\w+ (.*):(\d+):(\d+)$/.exec(text) ?? []
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) }
}

function heldIn(heap: Heap, node: number): Held {
  const name = heap.nameOf(node)
  if (heap.typeOf(node) === 'closure') {
    return { what: name === '' ? 'a function' : `\`${name}\``, place: placeOf(heap, node) }
  }
  if (name === 'Promise' || name === 'AsyncGeneratorRequest') return bare('a promise')
  const proto = heap.follow(node, '__proto__', 'property')
  const maker = proto === undefined ? undefined : heap.follow(proto, 'constructor', 'property')
  const place = maker === undefined ? undefined : placeOf(heap, maker)
  if (place !== undefined) return { what: `an object of class \`${name}\``, place }
  return bare(/^(?:Array|Map|Set)$/.test(name) ? `${name === 'Array' ? 'an' : 'a'} ${name}` : 'an object')
}

function bare(what: string): Held {
  return { what, place: undefined }
}

function placeOf(heap: Heap, closure: number): Place | undefined {
  const file = scriptOf(heap, closure)
  const location = heap.locationOf(closure)
  return file === undefined || location === undefined
    ? undefined
    : { file, line: location.line + 1, column: location.column + 1 }
}
