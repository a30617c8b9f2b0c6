/** Test files, leaking tests in each, by their number. */
const files = 12
const testsPerFile = 5

/** The line of code by which a test of the suite leaks: no two are alike. */
const leakOf = (file: number, test: number): string => `setInterval(() => 'job ${file}.${test}', 60_000)`

const fixed = "expect('fixed').toBe('fixed')"

/** What is changed in the suite after its adoption: tests by `file.test`. */
export interface Changes {
  readonly fixed?: readonly string[]
  /** Tests that leak by another line than before. */
  readonly swapped?: readonly string[]
  /** Files that have one leaking test more. */
  readonly added?: readonly number[]
}

/** One of the test files. Lines above its tests move with every change. */
export function legacyFile(
  file: number,
  { fixed: repaired = [], swapped = [], added = [] }: Changes = {},
): string {
  const tests = Array.from({ length: testsPerFile }, (_, index) => index + 1).map((test) => {
    const id = `${file}.${test}`
    const leak = swapped.includes(id) ? "setInterval(() => 'swapped', 60_000)" : leakOf(file, test)
    return `test('job ${id}', () => {\n  ${repaired.includes(id) ? fixed : leak}\n})`
  })
  const more = added.includes(file)
    ? [`test('new in ${file}', () => {\n  setInterval(() => 'new', 60_000)\n})`]
    : []
  return `${special[file] ?? ''}\ndescribe('jobs', () => {\n${[...more, ...tests, "test('clean', () => undefined)"].join('\n')}\n})\n`
}

/** Two files use dependencies that leak when they are loaded; one leaks only in every other run. */
const special: Readonly<Record<number, string>> = {
  1: "require('metrics-agent')",
  2: "require('lazy-socket')",
  3: `const fs = require('node:fs')
const counter = require('node:path').join(__dirname, '..', 'runs.txt')
const runs = Number(fs.existsSync(counter) ? fs.readFileSync(counter, 'utf8') : 0)
fs.writeFileSync(counter, String(runs + 1))
test('flaky', () => {
  if (runs % 2 === 0) setInterval(() => 'flaky', 60_000)
})`,
}

const dependency = (name: string, code: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.4.2' }),
  [`node_modules/${name}/index.js`]: `${code}\n`,
})

/** An old suite: 60 leaking tests in 12 files, two leaking dependencies, one leak that comes and goes. */
export const legacySuite: Readonly<Record<string, string>> = {
  ...dependency('metrics-agent', 'setInterval(() => undefined, 60_000)'),
  ...dependency('lazy-socket', "require('node:net').createServer(() => undefined).listen(0)"),
  ...Object.fromEntries(
    Array.from({ length: files }, (_, index) => [nameOf(index + 1), legacyFile(index + 1)]),
  ),
}

export function nameOf(file: number): string {
  return `test/jobs-${file}.test.js`
}
