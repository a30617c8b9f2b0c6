import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { writeReports } from '../../src/reporter/write-reports'
import { everything } from '../report/support/records'

let rootDir: string
beforeEach(() => {
  rootDir = mkdtempSync(path.join(tmpdir(), 'write-reports-'))
})
afterEach(() => {
  rmSync(rootDir, { recursive: true })
})

test('a directory is taken from the root directory', () => {
  const written = writeReports(everything(), ['json', 'sarif', 'github'], 'out/leaks', rootDir)

  expect(written).toEqual({
    files: [path.join('out/leaks', 'leaks.json'), path.join('out/leaks', 'leaks.sarif')],
    problems: [],
  })
  expect(readdirSync(path.join(rootDir, 'out/leaks')).toSorted()).toEqual(['leaks.json', 'leaks.sarif'])
})

test('an absolute directory, such as Jest makes of `<rootDir>/reports`, is where it says', () => {
  const output = path.join(rootDir, 'reports')
  const written = writeReports(everything(), ['gitlab'], output, path.join(rootDir, 'packages/app'))

  expect(written.files).toEqual([path.join(output, 'leaks.gitlab.json')])
  expect(readdirSync(rootDir)).toEqual(['reports'])
  expect(readdirSync(output)).toEqual(['leaks.gitlab.json'])
})

test('what cannot be written is said, and leaves nothing behind', () => {
  writeFileSync(path.join(rootDir, 'taken'), '')
  const { files, problems } = writeReports(everything(), ['json'], 'taken', rootDir)

  expect(files).toEqual([])
  expect(problems).toEqual([
    expect.stringMatching(/^cannot write taken[\\/]leaks\.json: (?:Error: )?(?:EEXIST|ENOTDIR): [^,]*$/),
  ])
  expect(readdirSync(rootDir)).toEqual(['taken'])
})
