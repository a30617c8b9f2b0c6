import { shuffled } from '../../../src/cli/bisect/order'

const files = Array.from({ length: 20 }, (_, n) => ({ path: `/project/${String(n)}.test.js` }))
const orderOf = (tests: typeof files, seed: number): string[] =>
  shuffled(tests, seed, '/project').map(({ path }) => path)

test('the order follows from the seed and the paths alone', () => {
  expect(orderOf(files, 1)).toEqual(orderOf(files.toReversed(), 1))
  expect(orderOf(files, 1)).not.toEqual(orderOf(files, 2))
  expect(orderOf(files, 1)).not.toEqual(files.map(({ path }) => path))
})

test('nor does it matter where the project is', () => {
  const moved = files.map(({ path }) => ({ path: `/elsewhere${path}` }))
  const order = shuffled(moved, 1, '/elsewhere/project').map(({ path }) => path.replace('/elsewhere', ''))
  expect(order).toEqual(orderOf(files, 1))
})

test('the same files keep their order when others are left out', () => {
  const few = files.slice(5, 9)
  const kept = orderOf(files, 3).filter((path) => few.some((file) => file.path === path))
  expect(orderOf(few, 3)).toEqual(kept)
})
