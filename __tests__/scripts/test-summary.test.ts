import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const script = path.resolve(__dirname, '../../scripts/test-summary.mjs')
const directory = mkdtempSync(path.join(tmpdir(), 'test-summary-'))

afterAll(() => rmSync(directory, { recursive: true }))

/** The lines and the exit code of the summary of some runs. */
function summarize(results: Readonly<Record<string, object>>, failedChecks = 0): [string[], number | null] {
  const files = Object.entries(results).map(([name, content]) => {
    const file = path.join(directory, `${name}.json`)
    writeFileSync(file, JSON.stringify(content))
    return file
  })
  const { stdout, status } = spawnSync(process.execPath, [script, String(failedChecks), ...files], {
    encoding: 'utf8',
  })
  return [stdout.trimEnd().split('\n'), status]
}

const file = (status: string, ...tests: string[]): object => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `test ${index + 1}` })),
})

const passed = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] }

test('counts the tests of all runs', () => {
  const e2e = { numPassedTests: 2, numFailedTests: 0, testResults: [file('passed', 'passed', 'passed')] }

  expect(summarize({ unit: passed, e2e })).toEqual([['3 passed, 0 failed'], 0])
})

test('fails when a test failed', () => {
  const unit = {
    exitCode: 1,
    numPassedTests: 1,
    numFailedTests: 1,
    testResults: [file('failed', 'passed', 'failed')],
  }

  expect(summarize({ unit, e2e: passed })).toEqual([['2 passed, 1 failed'], 1])
})

test('counts a file that failed outside its tests', () => {
  const unit = { exitCode: 1, numPassedTests: 1, numFailedTests: 0, testResults: [file('failed', 'passed')] }

  expect(summarize({ unit })).toEqual([['failed outside its tests: a.test.ts', '1 passed, 1 failed'], 1])
})

test('names skipped tests with what they say of the reason', () => {
  const assertionResults = [{ status: 'pending', fullName: 'pools (skipped: no server answers) are closed' }]
  const unit = { ...passed, testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] }

  expect(summarize({ unit })).toEqual([
    ['skipped: pools (skipped: no server answers) are closed', '1 passed, 0 failed'],
    0,
  ])
})

test('fails when a test is skipped without a reason', () => {
  const unit = { ...passed, testResults: [file('passed', 'passed', 'pending', 'todo')] }

  expect(summarize({ unit })).toEqual([
    [
      'skipped without a reason (pending): test 2, a.test.ts',
      'skipped without a reason (todo): test 3, a.test.ts',
      '1 passed, 2 failed',
    ],
    1,
  ])
})

test('fails when no test ran in one of the runs', () => {
  const none = { numPassedTests: 0, numFailedTests: 0, testResults: [] }

  expect(summarize({ unit: passed, e2e: none })).toEqual([['no test of e2e ran', '1 passed, 1 failed'], 1])
  expect(summarize({ e2e: { exitCode: 1 } })).toEqual([['no test of e2e ran', '0 passed, 1 failed'], 1])
})

test('fails when only the run failed', () => {
  expect(summarize({ unit: { ...passed, exitCode: 1 } })).toEqual([
    ['Jest reported a failure of unit that belongs to no test', '1 passed, 1 failed'],
    1,
  ])
})

test('counts the other checks that failed', () => {
  expect(summarize({ unit: passed }, 2)).toEqual([
    ['2 of the failures are checks that are not tests', '1 passed, 2 failed'],
    1,
  ])
})
