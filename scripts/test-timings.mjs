// Writes down how long the slow test files took, for the order of the next run on a fresh clone (see slow-first.cjs).
// Usage: node scripts/test-timings.mjs <results file of `jest --json`>...
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const root = join(import.meta.dirname, '..')
const shortest = 5

const seconds = process.argv
  .slice(2)
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).testResults)
  .map(({ name, startTime, endTime }) => [
    relative(root, name).replaceAll(sep, '/'),
    Math.round((endTime - startTime) / 1000),
  ])
  .filter(([, duration]) => duration >= shortest)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
writeFileSync(join(root, '.ci/timings.json'), `${JSON.stringify(Object.fromEntries(seconds), null, 2)}\n`)
console.log(`.ci/timings.json: ${seconds.length} test files of ${shortest} s and more`)
