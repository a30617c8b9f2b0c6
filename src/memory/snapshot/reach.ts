import type { Heap } from './heap'

/** Lists of Node's own that name each of its objects without holding them. */
export const namesOnly = ['Node / CleanupQueue', 'Node / ContextifyContext'] as const

/** What can be reached from the roots, and by which reference it was reached first. */
export interface Reached {
  /** The reference that leads to an object on its shortest path, plus one; 0: not reached, or the root. */
  readonly parent: Uint32Array
}

/** What `reach()` asks again and again of one snapshot. */
interface Known {
  readonly passive: Uint8Array
  readonly tables: ReadonlyMap<number, number>
  readonly isEntry: Uint8Array
}

const known = new WeakMap<Heap, Known>()

/**
 * Everything that the collector finds alive when the references in `cut` are gone, each by its shortest path: references
 * that are weak hold nothing, and a value of a WeakMap is held only where its key and its table both are.
 */
export function reach(heap: Heap, cut: ReadonlySet<number>): Reached {
  const { edgeName, edgeType, firstEdge, id, to, weakEntries } = heap
  const { passive, tables, isEntry } = known.get(heap) ?? learn(heap)
  const parent = new Uint32Array(heap.nodes)
  const queue = new Uint32Array(heap.nodes)
  /** Entries whose key is alive, by the table that is not yet. */
  const waiting = new Map<number, number[]>()
  const weak = heap.edgeTypes.indexOf('weak')
  const shortcut = heap.edgeTypes.indexOf('shortcut')
  const internal = heap.edgeTypes.indexOf('internal')
  let filled = 1
  const visit = (edge: number): void => {
    const node = to[edge] ?? 0
    if (node === 0 || parent[node] !== 0 || cut.has(edge)) return
    parent[node] = edge + 1
    queue[filled++] = node
  }
  const visitEntry = (edge: number, key: number): void => {
    const table = weakEntries.get(edgeName[edge] ?? 0)
    // The table's own reference to the value is a copy of that of the key.
    if (table === id[key]) return
    const node = tables.get(table ?? 0) ?? 0
    if (parent[node] !== 0) visit(edge)
    else waiting.set(node, [...(waiting.get(node) ?? []), edge])
  }
  for (let at = 0; at < filled; at++) {
    const node = queue[at] ?? 0
    if (waiting.size > 0) waiting.get(node)?.forEach(visit)
    if (passive[node] === 1) continue
    const end = firstEdge[node + 1] ?? 0
    for (let edge = firstEdge[node] ?? 0; edge < end; edge++) {
      // Most references lead to what has been reached before.
      if (parent[to[edge] ?? 0] !== 0) continue
      const type = edgeType[edge]
      // The root has short ways to what only looks like a root.
      if (type === weak || (type === shortcut && node === 0)) continue
      if (type === internal && isEntry[edgeName[edge] ?? 0] === 1) visitEntry(edge, node)
      else visit(edge)
    }
  }
  return { parent }
}

function learn(heap: Heap): Known {
  const passive = new Uint8Array(heap.nodes)
  for (const name of namesOnly) for (const node of heap.nodesNamed(name)) passive[node] = 1
  const learned = { passive, tables: tablesOf(heap), isEntry: entriesOf(heap.weakEntries) }
  known.set(heap, learned)
  return learned
}

/** The references from the root to an object, the root's first; empty when it is not alive. */
export function pathTo(heap: Heap, { parent }: Reached, node: number): number[] {
  const path: number[] = []
  for (let at = node; (parent[at] ?? 0) !== 0;) {
    const edge = (parent[at] ?? 0) - 1
    path.push(edge)
    at = heap.from(edge)
  }
  return path.reverse()
}

function tablesOf(heap: Heap): Map<number, number> {
  const wanted = new Set(heap.weakEntries.values())
  const found = new Map<number, number>()
  for (let node = 0; node < heap.nodes && wanted.size > 0; node++) {
    const id = heap.id[node] ?? 0
    if (wanted.has(id)) found.set(id, node)
  }
  return found
}

function entriesOf(names: ReadonlyMap<number, number>): Uint8Array {
  let largest = 0
  for (const name of names.keys()) largest = Math.max(largest, name)
  const entries = new Uint8Array(largest + 1)
  for (const name of names.keys()) entries[name] = 1
  return entries
}
