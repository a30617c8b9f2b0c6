import { describeValue, listWords, pathTo } from '../../../src/options/validation/describe-value'

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'true'],
  [-1, '-1'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [5n, 'a bigint'],
  ['', 'an empty string'],
  ['wran', '"wran"'],
  ['200 ms', '"200 ms"'],
  [[1, 2], 'an array'],
  [{ password: 'hunter2' }, 'an object'],
  [() => 1, 'a function'],
  [Symbol('secret'), 'a symbol'],
])('%p is told as %s', (value, text) => {
  expect(describeValue(value)).toBe(text)
})

test.each([
  ['postgres://admin:hunter2@db:5432/shop', 37],
  ['ghp_0123456789abcdefghijklmnopqrstuvwxyz', 40],
  ['two\nlines', 9],
])('the text of %j is not shown', (value, length) => {
  expect(describeValue(value)).toBe(`a string of ${length} characters`)
})

test('paths quote keys that are no identifiers, and cut long ones', () => {
  expect(pathTo('options', 'gracePeriod')).toBe('options.gracePeriod')
  expect(pathTo('options', 'tcp-server')).toBe('options["tcp-server"]')
  expect(pathTo('options', 'a\u001b[31m')).toBe('options["a?[31m"]')
  expect(pathTo('options', '-'.repeat(40))).toBe(`options["${'-'.repeat(40)}"]`)
  expect(pathTo('options', '-'.repeat(41))).toBe(`options["${'-'.repeat(39)}…"]`)
  expect(pathTo('options', 'k'.repeat(100))).toBe(`options["${'k'.repeat(39)}…"]`)
})

test('words are listed as a sentence would', () => {
  expect(listWords(['a'])).toBe('"a"')
  expect(listWords(['a', 'b'])).toBe('"a" or "b"')
  expect(listWords(['a', 'b', 'c'])).toBe('"a", "b" or "c"')
})
