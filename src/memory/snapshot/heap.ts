import { closeSync, openSync, readSync } from 'node:fs'

import { Tokens } from './tokens'

interface Meta {
  readonly node_count: number
  readonly edge_count: number
  readonly meta: {
    readonly node_fields: readonly string[]
    readonly node_types: readonly (string | readonly string[])[]
    readonly edge_fields: readonly string[]
    readonly edge_types: readonly (string | readonly string[])[]
    readonly location_fields?: readonly string[]
  }
}

/** Where a function stands in the code that ran; counted from 0, as V8 does. */
export interface Location {
  readonly line: number
  readonly column: number
}

/** What follows in the name of a reference that stands for an entry of a WeakMap: the id of its table. */
const entryOfWeakMap = Buffer.from(' pair in WeakMap (table @')

/**
 * A heap snapshot of V8 in typed arrays: 17 bytes for each object and 9 for each reference. Names stay in the file, and
 * are read one at a time when somebody asks.
 */
export class Heap {
  /** By object: index into `nodeTypes`, index of its name, its size in bytes, its id, and its first reference. */
  readonly type: Uint8Array
  readonly name: Uint32Array
  readonly size: Uint32Array
  readonly id: Uint32Array
  readonly firstEdge: Uint32Array
  /** By reference: index into `edgeTypes`, name or index of the slot, and the object it leads to. */
  readonly edgeType: Uint8Array
  readonly edgeName: Uint32Array
  readonly to: Uint32Array
  readonly nodeTypes: readonly string[]
  readonly edgeTypes: readonly string[]
  /** By name of a reference that stands for an entry of a WeakMap: the id of its table. */
  readonly weakEntries = new Map<number, number>()
  /** Indices of the names that begin as one of those that were asked for. */
  readonly #named: ReadonlyMap<string, Set<number>>
  #strings = new Float64Array(1024)
  #locations = new Uint32Array(0)
  #locationOf: Map<number, number> | undefined
  readonly #file: number
  readonly #names = new Map<number, string>()

  /** Reads all but the names; those that begin with one of `wanted` can be looked for. @throws Error when it is no heap snapshot */
  constructor(path: string, wanted: readonly string[]) {
    this.#named = new Map(wanted.map((name) => [name, new Set()]))
    const tokens = new Tokens(path)
    try {
      tokens.seek('snapshot')
      const { node_count: nodes, edge_count: edges, meta } = JSON.parse(tokens.object()) as Meta
      this.nodeTypes = typesOf(meta.node_types)
      this.edgeTypes = typesOf(meta.edge_types)
      this.type = new Uint8Array(nodes)
      this.name = new Uint32Array(nodes)
      this.size = new Uint32Array(nodes)
      this.id = new Uint32Array(nodes)
      this.firstEdge = new Uint32Array(nodes + 1)
      this.edgeType = new Uint8Array(edges)
      this.edgeName = new Uint32Array(edges)
      this.to = new Uint32Array(edges)
      this.#readNodes(tokens, meta.node_fields)
      this.#readEdges(tokens, meta.edge_fields, meta.node_fields.length)
      if (meta.location_fields !== undefined) this.#readLocations(tokens, meta.node_fields.length)
      this.#readStrings(tokens, wanted)
    } finally {
      tokens.close()
    }
    this.#file = openSync(path, 'r')
  }

  get nodes(): number {
    return this.type.length
  }

  close(): void {
    closeSync(this.#file)
  }

  typeOf(node: number): string {
    return this.nodeTypes[this.type[node] ?? 0] ?? ''
  }

  nameOf(node: number): string {
    return this.string(this.name[node] ?? 0)
  }

  edgeTypeOf(edge: number): string {
    return this.edgeTypes[this.edgeType[edge] ?? 0] ?? ''
  }

  /** The name of a slot: a property, a variable, or the index of an element. */
  edgeNameOf(edge: number): string {
    const name = this.edgeName[edge] ?? 0
    const type = this.edgeTypeOf(edge)
    return type === 'element' || type === 'hidden' ? String(name) : this.string(name)
  }

  /** Objects whose name begins with one of those that were asked for. */
  *nodesNamed(wanted: string): Generator<number> {
    const indices = this.#named.get(wanted)
    if (indices === undefined || indices.size === 0) return
    for (let node = 0; node < this.nodes; node++) if (indices.has(this.name[node] ?? -1)) yield node
  }

  /** The object behind the first reference of that name; undefined when there is none. */
  follow(node: number, name: string, type?: string): number | undefined {
    const edge = this.edgeNamed(node, name, type)
    return edge === undefined ? undefined : this.to[edge]
  }

  edgeNamed(node: number, name: string, type?: string): number | undefined {
    for (const edge of this.edgesOf(node)) {
      if ((type === undefined || this.edgeTypeOf(edge) === type) && this.edgeNameOf(edge) === name)
        return edge
    }
    return undefined
  }

  *edgesOf(node: number): Generator<number> {
    const end = this.firstEdge[node + 1] ?? 0
    for (let edge = this.firstEdge[node] ?? 0; edge < end; edge++) yield edge
  }

  /** The object that a reference starts from. */
  from(edge: number): number {
    let low = 0
    let high = this.nodes - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.firstEdge[middle] ?? 0) <= edge) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Where a function is written; undefined for all else. */
  locationOf(node: number): Location | undefined {
    if (this.#locationOf === undefined) {
      this.#locationOf = new Map()
      for (let at = 0; at < this.#locations.length; at += 3)
        this.#locationOf.set(this.#locations[at] ?? 0, at)
    }
    const at = this.#locationOf.get(node)
    return at === undefined
      ? undefined
      : { line: this.#locations[at + 1] ?? 0, column: this.#locations[at + 2] ?? 0 }
  }

  string(index: number): string {
    let text = this.#names.get(index)
    if (text === undefined) {
      text = this.#readString(index)
      this.#names.set(index, text)
    }
    return text
  }

  #readString(index: number): string {
    const from = this.#strings[index] ?? 0
    // Between two strings are a quote, a comma, a line break and a quote; V8 shortens names itself.
    const length = Math.min((this.#strings[index + 1] ?? 0) - from, 64 * 1024)
    const bytes = Buffer.alloc(Math.max(length, 0))
    readSync(this.#file, bytes, 0, bytes.length, from)
    const text = bytes.toString('utf8')
    try {
      return JSON.parse(`"${text.slice(0, text.lastIndexOf('"', text.length - 2))}"`) as string
    } catch {
      return text
    }
  }

  #readNodes(tokens: Tokens, fields: readonly string[]): void {
    const [type, name, id, size, edges] = ['type', 'name', 'id', 'self_size', 'edge_count'].map((field) =>
      fields.indexOf(field),
    ) as [number, number, number, number, number]
    tokens.seek('nodes')
    let first = 0
    tokens.numbers(fields.length, (group, index) => {
      this.type[index] = group[type] ?? 0
      this.name[index] = group[name] ?? 0
      this.id[index] = group[id] ?? 0
      this.size[index] = group[size] ?? 0
      this.firstEdge[index] = first
      first += group[edges] ?? 0
    })
    this.firstEdge[this.nodes] = first
  }

  #readEdges(tokens: Tokens, fields: readonly string[], nodeFields: number): void {
    const [type, name, to] = ['type', 'name_or_index', 'to_node'].map((field) => fields.indexOf(field)) as [
      number,
      number,
      number,
    ]
    tokens.seek('edges')
    tokens.numbers(fields.length, (group, index) => {
      this.edgeType[index] = group[type] ?? 0
      this.edgeName[index] = group[name] ?? 0
      this.to[index] = (group[to] ?? 0) / nodeFields
    })
  }

  #readLocations(tokens: Tokens, nodeFields: number): void {
    let filled = 0
    tokens.seek('locations')
    tokens.numbers(4, ([node = 0, , line = 0, column = 0]) => {
      if (filled + 3 > this.#locations.length) this.#locations = grown(this.#locations, Uint32Array)
      this.#locations[filled++] = node / nodeFields
      this.#locations[filled++] = line
      this.#locations[filled++] = column
    })
    this.#locations = this.#locations.slice(0, filled)
  }

  #readStrings(tokens: Tokens, wanted: readonly string[]): void {
    const beginnings = wanted.map((name) => [Buffer.from(name), this.#named.get(name)] as const)
    tokens.seek('strings')
    let count = 0
    tokens.strings((offset, index, bytes) => {
      if (index + 1 >= this.#strings.length) this.#strings = grown(this.#strings, Float64Array)
      this.#strings[index] = offset
      count = index + 1
      for (const [beginning, indices] of beginnings) {
        if (bytes[0] === beginning[0] && bytes.subarray(0, beginning.length).equals(beginning))
          indices?.add(index)
      }
      const at = bytes.lastIndexOf(entryOfWeakMap)
      if (at !== -1)
        this.weakEntries.set(index, parseInt(bytes.toString('latin1', at + entryOfWeakMap.length), 10))
    })
    this.#strings[count] = tokens.offset
  }
}

function typesOf(types: readonly (string | readonly string[])[]): readonly string[] {
  const [own] = types
  return Array.isArray(own) ? (own as readonly string[]) : []
}

function grown<T extends Uint32Array | Float64Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(Math.max(3072, array.length * 2))
  larger.set(array)
  return larger
}
