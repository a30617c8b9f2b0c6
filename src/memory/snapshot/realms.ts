import type { Heap } from './heap'

const nativeContext = 'system / NativeContext'

/** Names of objects that have to be asked for when a snapshot is read. */
export const realmNames = [nativeContext] as const

/** How many prototypes and scopes are asked before an object counts as nobody's. */
const farthest = 40

/** Tells which test file's sandbox an object was made in. */
export class Realms {
  readonly #files = new Map<number, number>()
  readonly #known = new Map<number, number | undefined>()

  /** `globals`: the global object of each sandbox, with the number of its file. */
  constructor(
    private readonly heap: Heap,
    globals: ReadonlyMap<number, number>,
  ) {
    for (const [node, file] of globals) this.#known.set(node, file)
    for (const context of heap.nodesNamed(nativeContext)) {
      for (const edge of heap.edgesOf(context)) {
        const file = globals.get(heap.to[edge] ?? 0)
        if (file === undefined || !isGlobalSlot(heap.edgeNameOf(edge))) continue
        this.#files.set(context, file)
      }
    }
  }

  /** The number of the file whose sandbox made an object; undefined for all that was made elsewhere, or inside V8. */
  fileOf(node: number): number | undefined {
    if (!this.#known.has(node)) this.#known.set(node, this.#find(node))
    return this.#known.get(node)
  }

  #find(start: number): number | undefined {
    const { heap } = this
    let node: number | undefined = start
    for (let step = 0; node !== undefined && step < farthest; step++) {
      const file = this.#files.get(node)
      if (file !== undefined) return file
      node = this.#isScope(node) ? heap.follow(node, 'previous', 'internal') : this.#maker(node)
    }
    return undefined
  }

  /** The function, scope or shape that tells where an object was made. */
  #maker(node: number): number | undefined {
    const { heap } = this
    if (heap.typeOf(node) === 'closure') return heap.follow(node, 'context', 'internal')
    const proto = heap.follow(node, '__proto__', 'property')
    const made = proto === undefined ? undefined : heap.follow(proto, 'constructor', 'property')
    if (made !== undefined && heap.typeOf(made) === 'closure') return made
    const shape = heap.follow(node, 'map', 'internal')
    const maker = shape === undefined ? undefined : heap.follow(shape, 'constructor', 'internal')
    return maker ?? proto
  }

  #isScope(node: number): boolean {
    return /^system \/ (?:\w*Context)/.test(this.heap.nameOf(node))
  }
}

function isGlobalSlot(name: string): boolean {
  return name === 'global_proxy_object' || name === 'extension'
}
