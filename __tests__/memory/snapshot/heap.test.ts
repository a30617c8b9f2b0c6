import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Heap } from '../../../src/memory/snapshot/heap'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'leakguard-heap-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** Two objects: a root, whose property `orders` leads to a list of 48 bytes. */
function snapshotOf(list: string): string {
  const file = path.join(directory, 'small.heapsnapshot')
  const fields = { node_fields: ['type', 'name', 'id', 'self_size', 'edge_count'] }
  const types = { node_types: [['hidden', 'object'], 'string', 'number', 'number', 'number'] }
  const edges = {
    edge_fields: ['type', 'name_or_index', 'to_node'],
    edge_types: [['context', 'property'], 'string_or_number', 'node'],
  }
  const meta = { ...fields, ...types, ...edges }
  writeFileSync(
    file,
    JSON.stringify({
      snapshot: { meta, node_count: 2, edge_count: 1 },
      nodes: [1, 0, 1, 0, 1, 1, 2, 3, 48, 0],
      edges: [1, 1, 5],
      strings: ['(root)', 'orders', list],
    }),
  )
  return file
}

test('objects, sizes and references of a snapshot', () => {
  const heap = new Heap(snapshotOf('OrderList'), ['Order'])
  try {
    expect(heap.nodes).toBe(2)
    expect([heap.nameOf(0), heap.typeOf(1), heap.size[1]]).toEqual(['(root)', 'object', 48])
    expect(heap.follow(0, 'orders', 'property')).toBe(1)
    expect(heap.follow(0, 'orders', 'context')).toBeUndefined()
    expect([...heap.nodesNamed('Order')]).toEqual([1])
  } finally {
    heap.close()
  }
})

test.each(['say "hi"', 'a\\', 'line\nbreak', 'é \u{1F4E6}', ''])('a name as it was written: %j', (name) => {
  const heap = new Heap(snapshotOf(name), [])
  try {
    expect(heap.nameOf(1)).toBe(name)
  } finally {
    heap.close()
  }
})

test('a file that is no snapshot is refused', () => {
  const file = path.join(directory, 'other.json')
  writeFileSync(file, '{"nodes":[]}')
  expect(() => new Heap(file, [])).toThrow('no `snapshot` in the heap snapshot')
})
