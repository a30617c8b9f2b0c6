import { describeVariable, type Variable } from './variable'
import { Heap } from '../snapshot/heap'
import { lastId } from '../snapshot/last-id'
import { namesOnly, pathTo, reach } from '../snapshot/reach'

/** Objects of one class that were made since the earlier snapshot. */
export interface GrownClass {
  readonly name: string
  readonly count: number
  readonly bytes: number
}

/** What was there before, and leads to what was made since. */
export interface GrownHolder extends Variable {
  readonly bytes: number
}

export interface HeapGrowth {
  /** The largest first. */
  readonly classes: readonly GrownClass[]
  readonly holders: readonly GrownHolder[]
}

/** What a later heap snapshot of a process has that an earlier one had not. @throws Error when one is no heap snapshot */
export function readGrowth(before: string, after: string): HeapGrowth {
  const last = lastId(before)
  const heap = new Heap(after, namesOnly)
  try {
    return growthIn(heap, last)
  } finally {
    heap.close()
  }
}

function growthIn(heap: Heap, last: number): HeapGrowth {
  const reached = reach(heap, new Set())
  const from = origins(heap)
  const isNew = (node: number): boolean => (heap.id[node] ?? 0) > last
  /** The nearest object on the way to a node that has a class; the node itself where it has one. */
  const owners = new Map<number, number>()
  const above = (node: number): number => {
    const edge = (reached.parent[node] ?? 0) - 1
    return edge < 0 ? -1 : (from[edge] ?? -1)
  }
  const up = (node: number, ends: (node: number) => boolean, known: Map<number, number>): number => {
    const way: number[] = []
    let at = node
    while (at !== -1 && !known.has(at) && !ends(at)) {
      way.push(at)
      at = above(at)
    }
    const end = known.get(at) ?? at
    for (const each of way) known.set(each, end)
    return end
  }
  const heldBy = new Map<number, number>()
  const classes = new Map<string, { count: number; bytes: number }>()
  const holders = new Map<number, number>()
  for (let node = 1; node < heap.nodes; node++) {
    const type = heap.typeOf(node)
    const isOutside = type === 'native'
    if (type === 'code' || type === 'synthetic' || reached.parent[node] === 0) continue
    const size = heap.size[node] ?? 0
    const isObject = hasClass(heap, node)
    // Shapes, scopes and tables of V8 count for the object that they belong to.
    let owner = isObject ? node : up(node, (each) => hasClass(heap, each), owners)
    const view = isOutside ? above(owner) : -1
    if (view !== -1 && /(?:Array|Buffer|DataView)$/.test(heap.nameOf(view))) owner = view
    if (!isNew(isOutside ? owner : node) || owner === -1) continue
    const name = className(heap, owner)
    const sum = classes.get(name) ?? { count: 0, bytes: 0 }
    classes.set(name, { count: sum.count + (isObject ? 1 : 0), bytes: sum.bytes + size })
    const holder = up(node, (each) => !isNew(each), heldBy)
    holders.set(holder, (holders.get(holder) ?? 0) + size)
  }
  return {
    classes: [...classes].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => b.bytes - a.bytes),
    holders: [...holders]
      .filter(([node, bytes]) => node > 0 && bytes >= 64 * 1024)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 10)
      .flatMap(([node, bytes]) => {
        const variable = describeVariable(heap, pathTo(heap, reached, node))
        return variable === undefined ? [] : [{ ...variable, bytes }]
      }),
  }
}

/** By reference: the object that it starts from. */
function origins(heap: Heap): Uint32Array {
  const from = new Uint32Array(heap.to.length)
  for (let node = 0; node < heap.nodes; node++)
    from.fill(node, heap.firstEdge[node], heap.firstEdge[node + 1])
  return from
}

function hasClass(heap: Heap, node: number): boolean {
  const type = heap.typeOf(node)
  return (
    /^(?:closure|object|regexp|symbol|bigint)$|string/.test(type) && !heap.nameOf(node).startsWith('system /')
  )
}

function className(heap: Heap, node: number): string {
  const type = heap.typeOf(node)
  if (type === 'closure') return 'function'
  return type === 'object'
    ? heap.nameOf(node).replace('FastBuffer', 'Buffer')
    : type.replace(/^.*string$/, 'string')
}
