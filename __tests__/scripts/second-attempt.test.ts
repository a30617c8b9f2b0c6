import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
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
  /** What is remembered of this run and of those before. */
  list: { runs: { on: string; files: string[] }[] } | undefined
}

/** Runs Jest on these test files, then the script on its results; `before` needed a second attempt in an earlier run. */
function attemptTwice(files: Record<string, string>, ...before: string[]): Attempted {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'second-attempt-'))
  directories.push(directory)
  for (const [name, text] of Object.entries({ 'package.json': '{}', ...files })) {
    writeFileSync(path.join(directory, name), text)
  }
  const resultsFile = path.join(directory, 'results.json')
  const node = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' })
  node(jestBinary, '--json', `--outputFile=${resultsFile}`)
  const listFile = path.join(directory, 'second-attempts.json')
  if (before.length > 0)
    writeFileSync(listFile, JSON.stringify({ runs: [{ on: '2026-11-01', files: before }] }))
  const { status, stdout } = node(script, '--list', listFile, resultsFile)
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  return {
    status,
    lines: stdout.trimEnd().split('\n'),
    results: read(resultsFile) as Attempted['results'],
    list: existsSync(listFile) ? (read(listFile) as Attempted['list']) : undefined,
  }
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

test('names what passes only now, and remembers it', () => {
  const { status, lines, results, list } = attemptTwice({ 'a.test.js': passing, 'b.test.js': failingOnce })

  expect(lines).toEqual([
    'passed at the second attempt only: b.test.js',
    'written to second-attempts.json: commit it',
  ])
  expect(status).toBe(0)
  expect(results).toMatchObject({ numPassedTests: 2, numFailedTests: 0, success: true })
  const today = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string
  expect(list).toEqual({ runs: [{ on: today, files: ['b.test.js'] }] })
})

test('fails on what needed a second attempt before', () => {
  const given = { 'a.test.js': failingOnce, 'b.test.js': failingOnce }
  const { status, lines, results, list } = attemptTwice(given, 'b.test.js')

  expect(lines).toEqual(
    expect.arrayContaining([
      'passed at the second attempt only: b.test.js',
      '  it did so on 2026-11-01 already: mend it, then take it out of .ci/second-attempts.json',
    ]),
  )
  expect(status).toBe(1)
  expect(results).toMatchObject({ numPassedTests: 1, numFailedTests: 1, success: false })
  expect(list?.runs.map(({ files }) => files)).toEqual([['a.test.js'], ['b.test.js']])
})

test('leaves a run alone that passed', () => {
  const { status, lines, list } = attemptTwice({ 'a.test.js': passing })

  expect([status, lines, list]).toEqual([0, [''], undefined])
})

test('fails on what fails twice', () => {
  const { status, lines, results } = attemptTwice({ 'a.test.js': failingOnce, 'b.test.js': failing })

  expect(lines[0]).toBe('passed at the second attempt only: a.test.js')
  expect(status).toBe(1)
  expect(results).toMatchObject({ numPassedTests: 1, numFailedTests: 1 })
})

test('does not try again when much has failed', () => {
  const names = Array.from({ length: 6 }, (_, index) => `${index}.test.js`)
  const { status, lines } = attemptTwice(Object.fromEntries(names.map((name) => [name, failingOnce])))

  expect(lines).toEqual(['no second attempt: 6 test files failed'])
  expect(status).toBe(1)
})
