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

/** A path to a file that was found, and where on it the sandbox of a file begins: its own, or one that is not over. */
interface Found extends Grip {
  readonly file: number
  readonly entered: number
  readonly at: number
}

/** After so many rounds a file that is still held is held by something that does not let go. */
const mostRounds = 12

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
    const found: Found[] = []
    for (const [node, file] of globals) {
      const path = pathTo(heap, reached, node)
      const at = path.findIndex((edge) => realms.fileOf(heap.to[edge] ?? 0) !== undefined)
      if (at === -1 || file === running) continue
      const entered = realms.fileOf(heap.to[path[at] ?? 0] ?? 0) ?? file
      if (entered !== file && entered !== running) {
        if (grips.get(file)?.every(isOfJest) !== false) through.set(file, entered)
        continue
      }
      const described = describePath(heap, path.slice(0, at + 1))
      found.push({ file, entered, path, at, described: entered === file ? described : ofRunning(described) })
    }
    if (found.length === 0) break
    // What Jest has of a file comes first: who else holds it shows only then.
    const ofJest = found.filter(isOfJest)
    for (const each of ofJest.length > 0 ? ofJest : found) {
      const { file, entered, path, at } = each
      const known = grips.get(file) ?? []
      const toFile = path.slice(0, at + 1)
      // V8 shows a property twice: by its name, and as an element of the list that it is kept in.
      const same = known.find((grip) => isSame(heap, grip, path))
      const grip = same ?? { path: toFile, described: each.described }
      if (same === undefined) known.push(grip)
      grips.set(file, known)
      if (!isOfJest(grip)) through.delete(file)
      cutGrip(heap, realms, path[at] ?? 0, entered, cut)
      // What Jest has of a file it has in many places: all that this variable leads to.
      const variable = toFile.findLast((edge) => heap.edgeTypeOf(edge) === 'context')
      if (isOfJest(grip) && variable !== undefined) cut.add(variable)
    }
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

function isOfJest({ described }: Grip): boolean {
  return described.holder.kind === 'jest'
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
