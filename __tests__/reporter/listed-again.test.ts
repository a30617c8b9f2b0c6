import { isFollowedByFailures } from '../../src/reporter/listed-again'

const run = (count: number, last: object) => ({
  numTotalTestSuites: count,
  testResults: [...Array.from({ length: count - 1 }, () => ({ numFailingTests: 0 })), last],
})

test.each([
  [21, { numFailingTests: 1 }, true],
  [21, { numFailingTests: 0, testExecError: { message: 'no' } }, true],
  [21, { numFailingTests: 0 }, false],
  [20, { numFailingTests: 1 }, false],
])('%d files, the last one %j', (count, last, expected) => {
  expect(isFollowedByFailures(run(count, last))).toBe(expected)
})

test('of no results', () => {
  expect(isFollowedByFailures({ numTotalTestSuites: 30, testResults: [] })).toBe(false)
})
