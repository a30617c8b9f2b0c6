import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const script = path.resolve(__dirname, '../../scripts/test-summary.mjs')
const directory = mkdtempSync(path.join(tmpdir(), 'test-summary-'))

afterAll(() => rmSync(directory, { recursive: true }))

interface Given {
  results?: object
  exitCode?: number
  failedChecks?: number
}

/** The lines and the exit code of the summary. */
function summarize({ results, exitCode = 0, failedChecks = 0 }: Given): [string[], number | null] {
  const file = path.join(directory, 'results.json')
  rmSync(file, { force: true })
  if (results !== undefined) writeFileSync(file, JSON.stringify(results))
  const { stdout, status } = spawnSync(
    process.execPath,
    [script, file, String(exitCode), String(failedChecks)],
    { encoding: 'utf8' },
  )
  return [stdout.trimEnd().split('\n'), status]
}

const file = (status: string, ...tests: string[]): object => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `test ${index + 1}` })),
})

test('counts the tests', () => {
  const results = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed', 'passed')] }

  expect(summarize({ results })).toEqual([['2 passed, 0 failed'], 0])
})

test('fails when a test failed', () => {
  const results = { numPassedTests: 1, numFailedTests: 1, testResults: [file('failed', 'passed', 'failed')] }

  expect(summarize({ results, exitCode: 1 })).toEqual([['1 passed, 1 failed'], 1])
})

test('counts a file that failed outside its tests', () => {
  const results = { numPassedTests: 1, numFailedTests: 0, testResults: [file('failed', 'passed')] }

  expect(summarize({ results, exitCode: 1 })).toEqual([
    ['failed outside its tests: a.test.ts', '1 passed, 1 failed'],
    1,
  ])
})

test('names skipped tests', () => {
  const results = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed', 'pending')] }

  expect(summarize({ results })).toEqual([['skipped: test 2 (pending)', '1 passed, 0 failed'], 0])
})

test('fails when no test ran', () => {
  const results = { numPassedTests: 0, numFailedTests: 0, testResults: [] }

  expect(summarize({ results })).toEqual([['no test ran', '0 passed, 1 failed'], 1])
  expect(summarize({ exitCode: 1 })).toEqual([['no test ran', '0 passed, 1 failed'], 1])
})

test('fails when only the run failed', () => {
  const results = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] }

  expect(summarize({ results, exitCode: 1 })).toEqual([
    ['Jest reported a failure that belongs to no test', '1 passed, 1 failed'],
    1,
  ])
})

test('counts the other checks that failed', () => {
  const results = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] }

  expect(summarize({ results, failedChecks: 2 })).toEqual([
    ['2 of the failures are checks that are not tests', '1 passed, 2 failed'],
    1,
  ])
})
