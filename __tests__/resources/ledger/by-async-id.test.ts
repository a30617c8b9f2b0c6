import { ByAsyncId } from '../../../src/resources/ledger/by-async-id'

interface Item {
  readonly asyncId: number
}

function filled(ids: readonly number[]): ByAsyncId<Item> {
  const items = new ByAsyncId<Item>()
  for (const asyncId of ids) items.add(asyncId, { asyncId })
  return items
}

/** More ids than are kept at hand. */
const far = 1 << 20

test('finds what was added, however long ago', () => {
  const items = filled([1, 2, 1 + far, 1 + 2 * far])

  expect([1, 2, 1 + far, 1 + 2 * far].map((id) => items.get(id)?.asyncId)).toEqual([
    1,
    2,
    1 + far,
    1 + 2 * far,
  ])
  expect(items.get(3)).toBeUndefined()
  expect(items.get(2 + far)).toBeUndefined()
})

test('forgets what is taken out, and nothing else', () => {
  const items = filled([1, 1 + far])

  items.delete(1)
  expect([items.get(1), items.get(1 + far)?.asyncId]).toEqual([undefined, 1 + far])
  items.delete(1 + far)
  items.delete(1 + far)
  expect(items.get(1 + far)).toBeUndefined()
})
