import type { Heap } from '../snapshot/heap'
import { describePath } from './describe'
import type { Described } from './holder'
import { pathTo, reach, type Reached } from '../snapshot/reach'
import type { Realms } from '../snapshot/realms'

/** One reference from outside that keeps something of a finished file's sandbox. */
export interface Grip {
  /** References from the root up to the one that leads into the sandbox. */
  readonly path: readonly number[]
  readonly described: Described
}

export interface Holders {
  /** By the number of the file, the shortest first. */
  readonly grips: ReadonlyMap<number, readonly Grip[]>
  /** Files that are kept by what another kept file has: by number, that of the other. */
  readonly through: ReadonlyMap<number, number>
  /** What would be free, in bytes, if nothing had a grip on a file. */
  readonly sizes: ReadonlyMap<number, number>
}

/** After so many rounds a file that is still held is held by something that does not let go. */
const mostRounds = 8

/**
 * Finds what keeps each sandbox: the shortest path from the roots, and once that is cut, the next, until nothing is left.
 * `globals`: the global object of each kept sandbox, with the number of its file; `running` is that of files which Jest is
 * not through with.
 */
export function findHolders(
  heap: Heap,
  realms: Realms,
  globals: ReadonlyMap<number, number>,
  running: number,
): Holders {
  const cut = new Set<number>()
  const grips = new Map<number, Grip[]>()
  const through = new Map<number, number>()
  let reached = reach(heap, cut)
  const alive = reached
  for (let round = 0; round < mostRounds; round++) {
    const before = cut.size
    for (const [node, file] of globals) {
      const path = pathTo(heap, reached, node)
      const at = path.findIndex((edge) => realms.fileOf(heap.to[edge] ?? 0) !== undefined)
      if (at === -1 || file === running) continue
      const entered = realms.fileOf(heap.to[path[at] ?? 0] ?? 0) ?? file
      if (entered !== file && entered !== running) {
        if (!grips.has(file)) through.set(file, entered)
        continue
      }
      const known = grips.get(file) ?? []
      const toFile = path.slice(0, at + 1)
      // V8 shows a property twice: by its name, and as an element of the list that it is kept in.
      const same = known.find((grip) => isSame(heap, grip, path))
      const described = describePath(heap, toFile)
      const grip = same ?? { path: toFile, described: entered === file ? described : ofRunning(described) }
      if (same === undefined) known.push(grip)
      grips.set(file, known)
      through.delete(file)
      cutGrip(heap, realms, path[at] ?? 0, entered, cut)
      // What Jest has of a file it has in many places: all that this variable leads to.
      const variable = toFile.findLast((edge) => heap.edgeTypeOf(edge) === 'context')
      if (grip.described.holder.kind === 'jest' && variable !== undefined) cut.add(variable)
    }
    if (cut.size === before) break
    reached = reach(heap, cut)
  }
  return { grips, through, sizes: sizesOf(heap, globals, grips, alive, reached) }
}

/** What a file needs while it runs, Jest gives it; the rest outlives it. */
function ofRunning(described: Described): Described {
  return /^(?:listener|channel|replaced|property|variable)$/.test(described.holder.kind)
    ? described
    : { ...described, holder: { kind: 'jest', package: 'jest' } }
}

/** Does this path lead through the object that is known to hold the file? */
function isSame(heap: Heap, { path }: Grip, other: readonly number[]): boolean {
  const holder = heap.from(path.at(-1) ?? 0)
  return heap.typeOf(holder) !== 'synthetic' && other.some((edge) => heap.to[edge] === holder)
}

/** Everything of that file which the same object holds: a list of listeners is one grip. */
function cutGrip(heap: Heap, realms: Realms, edge: number, file: number, cut: Set<number>): void {
  cut.add(edge)
  const holder = heap.from(edge)
  const count = (heap.firstEdge[holder + 1] ?? 0) - (heap.firstEdge[holder] ?? 0)
  if (holder === 0 || heap.typeOf(holder) === 'synthetic' || count > 10_000) return
  for (const each of heap.edgesOf(holder)) {
    if (heap.edgeTypeOf(each) !== 'weak' && realms.fileOf(heap.to[each] ?? 0) === file) cut.add(each)
  }
}

/** What was alive and no longer is, shared out: each object to the first file that leads to it. */
function sizesOf(
  heap: Heap,
  globals: ReadonlyMap<number, number>,
  grips: ReadonlyMap<number, readonly Grip[]>,
  alive: Reached,
  left: Reached,
): Map<number, number> {
  const sizes = new Map<number, number>()
  const owner = new Int32Array(heap.nodes).fill(-1)
  const queue: number[] = []
  const add = (node: number, file: number): void => {
    if (owner[node] !== -1 || alive.parent[node] === 0 || left.parent[node] !== 0) return
    owner[node] = file
    sizes.set(file, (sizes.get(file) ?? 0) + (heap.size[node] ?? 0))
    queue.push(node)
  }
  for (const [node, file] of globals) add(node, file)
  for (const [file, list] of grips) for (const { path } of list) add(heap.to[path.at(-1) ?? 0] ?? 0, file)
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] ?? 0
    for (const edge of heap.edgesOf(node)) {
      if (heap.edgeTypeOf(edge) !== 'weak') add(heap.to[edge] ?? 0, owner[node] ?? 0)
    }
  }
  return sizes
}
