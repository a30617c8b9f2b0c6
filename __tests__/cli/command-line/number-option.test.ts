import { numberOption } from '../../../src/cli/command-line/number-option'

test.each([
  [undefined, undefined],
  ['50', 50],
  ['100', 100],
])('%p is %p', (given, value) => {
  expect(numberOption('interval', given, { least: 50, most: 100 })).toBe(value)
})

test.each(['49', '101', '-60', '5e1', 'soon'])('%p is refused with what was expected', (given) => {
  expect(() => numberOption('interval', given, { least: 50, most: 100 })).toThrow(
    `\`--interval\`: expected a whole number from 50 to 100, got \`${given}\``,
  )
})
