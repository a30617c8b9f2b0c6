import { capped, firstAndMore } from '../../src/wording/listed'

test.each([
  [['b', 'a', 'b'], 'a and 1 more file'],
  [['a'], 'a'],
  [['c', 'b', 'a'], 'a and 2 more files'],
])('%j is %s', (names, text) => {
  expect(firstAndMore(names, 'file')).toBe(text)
})

test('what does not fit is a number, and never hides a single line', () => {
  const lines = ['a', 'b', 'c', 'd']
  expect(capped(lines, 2, 'cause')).toEqual(['a', 'b', 'and 2 more causes'])
  expect(capped(lines, 3, 'cause')).toEqual(lines)
  expect(capped([], 3, 'cause')).toEqual([])
})
