import { isInRange, isRange } from '../../src/options/version-range'

test.each([
  ['1', '1.9.9', '2.0.0'],
  ['1.x', '1.0.0', '0.9.9'],
  ['1.2', '1.2.9', '1.3.0'],
  ['1.2.3', '1.2.3', '1.2.4'],
  ['^1.2', '1.9.0', '2.0.0'],
  ['^0.2.3', '0.2.9', '0.3.0'],
  ['^0.0.3', '0.0.3', '0.0.4'],
  ['~1.2.3', '1.2.9', '1.3.0'],
  ['~1', '1.9.0', '2.0.0'],
  ['>=1.2', '7.0.0', '1.1.9'],
  ['>1.2', '1.3.0', '1.2.9'],
  ['<2', '1.9.9', '2.0.0'],
  ['<=2', '2.9.9', '3.0.0'],
  ['>= 1.2 <3', '2.5.0', '3.0.0'],
  ['1 || ^3.1', '3.2.0', '2.0.0'],
  ['^5', '5.0.0-beta.1', '4.9.9'],
])('%s holds %s and not %s', (range, inside, outside) => {
  expect(isInRange(inside, range)).toBe(true)
  expect(isInRange(outside, range)).toBe(false)
})

test('* holds everything', () => {
  expect(isInRange('0.0.1', '*')).toBe(true)
})

test.each(['', 'latest', '1 - 2', '^', '1.2.3.4', '>=1 ||'])('%p is no range', (range) => {
  expect(isRange(range)).toBe(false)
  expect(isInRange('1.0.0', range)).toBe(false)
})
