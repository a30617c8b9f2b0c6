import type { JestFileResult, JestTestCase } from '../../src/reporter/jest-api'
import { hiddenTestList } from '../../src/reporter/test-list'

const testCase = (
  ancestorTitles: string[],
  title: string,
  status = 'passed',
  duration = 0,
): JestTestCase => ({
  ancestorTitles,
  title,
  status,
  duration,
})
const result = (testResults: JestTestCase[], testExecError: JestFileResult['testExecError'] = {}) => ({
  numPassingTests: 0,
  numFailingTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
  testExecError,
})

test('as Jest prints it', () => {
  const cases = [
    testCase([], 'top'),
    testCase(['orders'], 'ships', 'failed', 12.4),
    testCase(['orders', 'refund'], 'rolls back'),
    testCase(['orders', 'refund'], 'later', 'todo'),
    testCase(['shop'], 'opens', 'pending'),
  ]
  expect(hiddenTestList(result(cases))).toEqual([
    '  ✓ top',
    '  orders',
    '    ✕ ships (12 ms)',
    '    refund',
    '      ✓ rolls back',
    '      ✎ later',
    '  shop',
    '    ○ opens',
  ])
})

test('only what Jest leaves out', () => {
  expect(hiddenTestList(result([testCase([], 'top')], null))).toEqual([])
  expect(hiddenTestList(result([]))).toEqual([])
})
