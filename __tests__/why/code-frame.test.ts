import { codeFrame } from '../../src/why/code-frame'

const source = ['one', '  two()', '\tthree()', 'four', 'five'].join('\n')

test('marks the line and the column', () => {
  expect(codeFrame(source, 2, 3)).toEqual([
    '  1 | one',
    '> 2 |   two()',
    '    |   ^',
    '  3 | \tthree()',
    '  4 | four',
  ])
})

test('keeps tabs before the mark', () => {
  expect(codeFrame(source, 3, 2)[3]).toBe('    | \t^')
})

test('without a column there is no mark below the line', () => {
  expect(codeFrame(source, 5, undefined)).toEqual(['  3 | \tthree()', '  4 | four', '> 5 | five'])
})

test('line numbers are aligned', () => {
  const long = Array.from({ length: 12 }, (_, index) => `line${index + 1}`).join('\r\n')
  expect(codeFrame(long, 9, 1)).toEqual([
    '   7 | line7',
    '   8 | line8',
    '>  9 | line9',
    '     | ^',
    '  10 | line10',
    '  11 | line11',
  ])
})

test.each([0, 6, 100])('line %i does not exist', (line) => {
  expect(codeFrame(source, line, 1)).toEqual([])
})
