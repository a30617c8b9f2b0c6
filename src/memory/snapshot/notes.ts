import type { Heap } from './heap'

/** Class of what the observed process writes beside an object: `text` is a name or a place. */
const noteClass = 'LeakguardNote'

/** Class of what it writes for each file: its path, and a weak reference to its global object. */
export const fileClass = 'LeakguardFile'

/** What was written beside an object; undefined when nothing was. */
export function noteOf(heap: Heap, node: number, kind: 'name' | 'site'): string | undefined {
  // What everybody calls the global object stands before it.
  const proxy = heap.follow(node, 'global_proxy', 'internal')
  if (proxy !== undefined && proxy !== node) return noteOf(heap, proxy, kind)
  for (const edge of heap.edgesOf(node)) {
    if (!heap.weakEntries.has(heap.edgeName[edge] ?? 0)) continue
    const value = heap.to[edge] ?? 0
    if (heap.nameOf(value) !== noteClass) continue
    const text = heap.follow(value, kind, 'property')
    if (text !== undefined && heap.typeOf(text).includes('string')) return heap.nameOf(text)
  }
  return undefined
}

/** The global objects of the sandboxes that are still there, with the number of each file; the next number for all others. */
export function globalsIn(heap: Heap, numbers: ReadonlyMap<string, number>): Map<number, number> {
  const found = new Map<number, number>()
  for (const node of heap.nodesNamed(fileClass)) {
    const id = heap.typeOf(node) === 'object' ? heap.follow(node, 'id', 'property') : undefined
    const reference = heap.follow(node, 'global', 'property')
    const target = reference === undefined ? undefined : heap.follow(reference, 'target')
    if (target === undefined || id === undefined) continue
    found.set(target, numbers.get(heap.nameOf(id)) ?? numbers.size)
  }
  return found
}

/** The file that a function is written in, as Jest ran it; undefined for functions of V8 itself. */
export function scriptOf(heap: Heap, closure: number): string | undefined {
  const shared = heap.follow(closure, 'shared', 'internal')
  if (shared === undefined) return undefined
  const script =
    heap.follow(shared, 'script', 'internal') ?? heap.follow(shared, 'script_or_debug_info', 'internal')
  const name = script === undefined ? '' : heap.nameOf(script)
  return name === '' ? undefined : name.replace(/^file:\/\//, '')
}
