import { add } from './money.js'

test('adds', () => {
  expect(add(0.1, 0.2)).toBe(0.3)
})
