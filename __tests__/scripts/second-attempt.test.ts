import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const script = path.resolve(__dirname, '../../scripts/second-attempt.mjs')
const jestBinary = path.resolve(__dirname, '../../node_modules/jest/bin/jest.js')
const directories: string[] = []

afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

interface Attempted {
  status: number | null
  lines: string[]
  results: { numPassedTests: number; numFailedTests: number }
}

/** Runs Jest on these test files, then the script on its results. */
function attemptTwice(files: Record<string, string>): Attempted {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'second-attempt-'))
  directories.push(directory)
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    writeFileSync(path.join(directory, name), text)
  }
  const resultsFile = path.join(directory, 'results.json')
  const node = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' })
  node(jestBinary, '--json', `--outputFile=${resultsFile}`)
  const { status, stdout } = node(script, resultsFile)
  const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as Attempted['results']
  return { status, lines: stdout.trimEnd().split('\n'), results }
}

const passing = `test('passes', () => {})`
const failing = `test('fails', () => { throw new Error('always') })`
const failingOnce = `
  const { existsSync, writeFileSync } = require('node:fs')
  test('passes at last', () => {
    const marker = __filename + '.ran'
    const first = !existsSync(marker)
    writeFileSync(marker, '')
    if (first) throw new Error('the first time')
  })`

test('names what passes only now', () => {
  const { status, lines, results } = attemptTwice({ 'a.test.js': passing, 'b.test.js': failingOnce })

  expect(lines).toEqual([expect.stringMatching(/^passed at the second attempt only: .*b\.test\.js$/)])
  expect(status).toBe(0)
  expect(results).toMatchObject({ numPassedTests: 2, numFailedTests: 0 })
})

test('fails on what fails twice', () => {
  const { status, lines, results } = attemptTwice({ 'a.test.js': failingOnce, 'b.test.js': failing })

  expect(lines).toEqual([expect.stringMatching(/^passed at the second attempt only: .*a\.test\.js$/)])
  expect(status).toBe(1)
  expect(results).toMatchObject({ numPassedTests: 1, numFailedTests: 1 })
})

test('does not try again when much has failed', () => {
  const names = Array.from({ length: 6 }, (_, index) => `${index}.test.js`)
  const { status, lines } = attemptTwice(Object.fromEntries(names.map((name) => [name, failingOnce])))

  expect(lines).toEqual(['no second attempt: 6 test files failed'])
  expect(status).toBe(1)
})
