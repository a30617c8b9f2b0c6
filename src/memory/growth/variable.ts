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
    (edge) => heap.edgeTypeOf(edge) === 'context' || isGlobal(heap, heap.from(edge), edge),
  )
  const names = path
    .slice(Math.max(at, 0))
    .filter((edge) => /^(?:context|property)$/.test(heap.edgeTypeOf(edge)))
  const [first, ...more] = names.map((edge) => heap.edgeNameOf(edge))
  if (at === -1 || first === undefined) return undefined
  const isVariable = heap.edgeTypeOf(path[at] ?? 0) === 'context'
  const closure = path.slice(0, at).findLast((edge) => heap.typeOf(heap.from(edge)) === 'closure')
  const file = closure === undefined ? undefined : scriptOf(heap, heap.from(closure))
  if (file !== undefined && packageOfJest(file) !== undefined) return undefined
  const properties = more.length > mostParts ? ['…', ...more.slice(-mostParts)] : more
  const name = [...(isVariable ? [] : ['globalThis']), first, ...properties].join('.')
  return { name, variable: first, file: isVariable ? file : undefined }
}

function isGlobal(heap: Heap, node: number, edge: number): boolean {
  return heap.edgeTypeOf(edge) === 'property' && heap.follow(node, 'global_proxy', 'internal') !== undefined
}
