// Prints what results files of `jest --json` say, ending with `N passed, N failed`; fails unless all is well.
// Usage: node scripts/test-summary.mjs <number of other checks that failed> <results file>...
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

const [failedChecks, ...files] = process.argv.slice(2)
/** A skipped test or one of its blocks says in its name why: `MariaDB (skipped: no server answers)`. */
const reason = /\(skipped: [^)]+\)/

const runs = files.map((file) => ({
  name: basename(file, '.json'),
  results: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {},
}))
const testFiles = runs.flatMap(({ results }) => results.testResults ?? [])
const count = (tests, status) => tests.filter((test) => test.status === status).length

let silentlySkipped = 0
for (const { name, assertionResults } of testFiles) {
  for (const { status, fullName } of assertionResults) {
    if (status !== 'pending' && status !== 'todo') continue
    const said = reason.test(fullName)
    if (!said) silentlySkipped++
    console.log(said ? `skipped: ${fullName}` : `skipped without a reason (${status}): ${fullName}, ${name}`)
  }
}

// A file can fail without a failing test: it does not load, or a describe block leaks.
const failedFiles = testFiles.filter(
  ({ status, assertionResults }) => status === 'failed' && count(assertionResults, 'failed') === 0,
)
for (const { name } of failedFiles) console.log(`failed outside its tests: ${name}`)

const checks = Number(failedChecks)
if (checks > 0) console.log(`${checks} of the failures are checks that are not tests`)
const total = (key) => runs.reduce((sum, { results }) => sum + (results[key] ?? 0), 0)
const passed = total('numPassedTests')
let failed = total('numFailedTests') + failedFiles.length + checks + silentlySkipped
for (const { name, results } of runs) {
  if ((results.numPassedTests ?? 0) === 0 && (results.numFailedTests ?? 0) === 0) {
    console.log(`no test of ${name} ran`)
    failed++
  } else if ((results.exitCode ?? 0) !== 0 && failed === 0) {
    console.log(`Jest reported a failure of ${name} that belongs to no test`)
    failed++
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
