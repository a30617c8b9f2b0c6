import { OptionsError } from '../../../src/options/validation/options-error'

const problems = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `option${index}: no`)

test.each([
  [1, ['jest-leakguard: option0: no']],
  [2, ['jest-leakguard: 2 problems in the file', '  - option0: no', '  - option1: no']],
])('a message of %i', (count, lines) => {
  const error = new OptionsError('the file', problems(count))
  expect(error.message.split('\n')).toEqual(lines)
  expect(error.problems).toEqual(problems(count))
})

test.each([
  [10, 11, '  - option9: no'],
  [11, 12, '  - and 1 more'],
])('of %i problems ten are listed', (count, lines, last) => {
  const listed = new OptionsError('the file', problems(count)).message.split('\n')
  expect(listed).toHaveLength(lines)
  expect(listed.at(-1)).toBe(last)
})

test('its stack begins with its name and message, and names frames of the project only', () => {
  const [first = '', ...frames] = (new OptionsError('the file', problems(1)).stack ?? '').split('\n')
  expect(first).toBe('OptionsError: jest-leakguard: option0: no')
  expect(frames[0]).toMatch(/^ {4}at .*options-error\.test\.ts:\d+:\d+\)?$/)
  expect(frames.filter((frame) => /node_modules|node:/.test(frame))).toEqual([])
})
