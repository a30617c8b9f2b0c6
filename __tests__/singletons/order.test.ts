import { findCycle, type Orderable, resetOrder } from '../../src/singletons/order'

class Item implements Orderable<Item> {
  dependencies: Item[] = []
  constructor(
    readonly name: string,
    readonly created: number,
  ) {}
}

const names = (items: readonly Item[] | undefined) => items?.map(({ name }) => name)

test('last created first', () => {
  expect(names(resetOrder([new Item('a', 1), new Item('c', 3), new Item('b', 2)]))).toEqual(['c', 'b', 'a'])
})

test('dependents first, however old they are', () => {
  const [config, db, service] = [new Item('config', 3), new Item('db', 2), new Item('service', 1)]
  service.dependencies = [db]
  db.dependencies = [config]
  const other = new Item('other', 4)
  expect(names(resetOrder([config, db, other, service]))).toEqual(['other', 'service', 'db', 'config'])
})

test('dependencies that are not among them change nothing', () => {
  const alone = new Item('alone', 1)
  alone.dependencies = [new Item('elsewhere', 2)]
  expect(names(resetOrder([alone]))).toEqual(['alone'])
})

test('in a cycle last created first, and everything once', () => {
  const [a, b, c] = [new Item('a', 1), new Item('b', 2), new Item('c', 3)]
  a.dependencies = [b]
  b.dependencies = [a]
  c.dependencies = [c]
  expect(names(resetOrder([a, b, c]))).toEqual(['c', 'b', 'a'])
})

test('a cycle is found by the way round', () => {
  const [a, b, c, free] = [new Item('a', 1), new Item('b', 2), new Item('c', 3), new Item('free', 4)]
  a.dependencies = [free, b]
  b.dependencies = [c]
  c.dependencies = [b, a]
  expect(names(findCycle(a))).toEqual(['a', 'b', 'c', 'a'])
  expect(findCycle(free)).toBeUndefined()
})
