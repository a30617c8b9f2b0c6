import { painted } from '../../src/reporter/painted'

const text =
  'Leaks:       2 failed, 1 warned, 1 allowed\n             a.test.js: 2 failed\nTop lines:   a.js:3 (4)\n'

test('labels are bold, and counts of leaks have the colours of Jest', () => {
  const red = '\u001b[1m\u001b[31m2 failed\u001b[39m\u001b[22m'
  const yellow = '\u001b[1m\u001b[33m1 warned\u001b[39m\u001b[22m'
  expect(painted(text, true)).toBe(
    `\u001b[1mLeaks:       \u001b[22m${red}, ${yellow}, 1 allowed\n             a.test.js: 2 failed\n` +
      '\u001b[1mTop lines:   \u001b[22ma.js:3 (4)\n',
  )
})

test('where there are no colours it is the text', () => {
  expect(painted(text, false)).toBe(text)
})
