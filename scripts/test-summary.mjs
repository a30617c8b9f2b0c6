// Prints what a `jest --json` results file says, ending with `N passed, N failed`; fails unless all is well.
// Usage: node scripts/test-summary.mjs <results file> <Jest's exit code> <number of other checks that failed>
import { existsSync, readFileSync } from 'node:fs'

const [file, exitCode, failedChecks] = process.argv.slice(2)
const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
const testFiles = results?.testResults ?? []

for (const { assertionResults } of testFiles) {
  for (const { status, fullName } of assertionResults) {
    if (status === 'pending' || status === 'todo') console.log(`skipped: ${fullName} (${status})`)
  }
}

const count = (tests, status) => tests.filter((test) => test.status === status).length
// A file can fail without a failing test: it does not load, or a describe block leaks.
const failedFiles = testFiles.filter(
  ({ status, assertionResults }) => status === 'failed' && count(assertionResults, 'failed') === 0,
)
for (const { name } of failedFiles) console.log(`failed outside its tests: ${name}`)

const passed = results?.numPassedTests ?? 0
let failed = (results?.numFailedTests ?? 0) + failedFiles.length + Number(failedChecks)
if (Number(failedChecks) > 0) console.log(`${failedChecks} of the failures are checks that are not tests`)
if (passed === 0 && failed === 0) {
  console.log('no test ran')
  failed = 1
}
if (exitCode !== '0' && failed === 0) {
  console.log('Jest reported a failure that belongs to no test')
  failed = 1
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
