import type { Heap } from '../snapshot/heap'
import { packageOfJest } from '../holders/packages'
import { scriptOf } from '../snapshot/notes'

/** By what name code comes to an object: a variable, and properties of what it holds. */
export interface Variable {
  /** `store.rows`. */
  readonly name: string
  /** The variable alone, to be looked for in the file. */
  readonly variable: string
  /** A file whose functions see it. */
  readonly file: string | undefined
}

/** Properties that are told, at most: those next to the object. */
const mostParts = 3

/** Undefined where no name leads to it, or one of Jest's. */
export function describeVariable(heap: Heap, path: readonly number[]): Variable | undefined {
  const at = path.findLastIndex(
    (edge, index) => heap.edgeTypeOf(edge) === 'context' || isOfGlobal(heap, path, index),
  )
  const names = path
    .slice(Math.max(at, 0))
    .filter((edge) => /^(?:context|property)$/.test(heap.edgeTypeOf(edge)))
  const [first, ...more] = names.map((edge) => heap.edgeNameOf(edge))
  if (at === -1 || first === undefined) return undefined
  const isVariable = heap.edgeTypeOf(path[at] ?? 0) === 'context'
  const closure = path.slice(0, at).findLast((edge) => heap.typeOf(heap.from(edge)) === 'closure')
  const file = closure === undefined ? undefined : scriptOf(heap, heap.from(closure))
  if (isVariable && file !== undefined && packageOfJest(file) !== undefined) return undefined
  const properties = more.length > mostParts ? ['…', ...more.slice(-mostParts)] : more
  const name = [...(isVariable ? [] : ['globalThis']), first, ...properties].join('.')
  return { name, variable: first, file: isVariable ? file : undefined }
}

/** The sandbox's global object: since Node 26 it stands behind a proxy, in what Node keeps of the realm. */
function isOfGlobal(heap: Heap, path: readonly number[], index: number): boolean {
  const edge = path[index] ?? 0
  if (heap.edgeTypeOf(edge) !== 'property') return false
  return (
    heap.follow(heap.from(edge), 'global_proxy', 'internal') !== undefined ||
    path.slice(Math.max(0, index - 3), index).some((each) => heap.edgeNameOf(each) === 'embedder_data')
  )
}
