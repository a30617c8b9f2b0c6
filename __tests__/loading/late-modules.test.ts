import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { lateModules, type Loaders } from '../../src/loading/late-modules'

const elsewhere = createRequire(__filename)
const directory = mkdtempSync(path.join(tmpdir(), 'late-modules-'))
const file = path.join(directory, 'late.js')
afterAll(() => {
  rmSync(directory, { recursive: true })
})

function lateFrom(text: string, startup: Loaders = {}): (name: string) => unknown {
  writeFileSync(file, text)
  const late = lateModules(file, startup, elsewhere)
  rmSync(file)
  return late
}

test('gives modules whose file is out of reach by now', () => {
  const late = lateFrom(`module.exports = { 'a/late': () => 'late: ' + __filename }`)

  expect(late('a/late')).toBe(`late: ${file}`)
})

test('shares what is loaded already, and loads the rest as ever', () => {
  const late = lateFrom(
    `module.exports = { x: () => [require('./startup')['a/present'](), require('node:path').sep] }`,
    { 'a/present': () => 'from startup' },
  )

  expect(late('x')).toEqual(['from startup', path.sep])
})

test('compiles nothing before it is needed, and that once', () => {
  const compiled = jest.fn()
  const late = lateFrom(`require('./startup').compiled(); module.exports = { x: () => 1, y: () => 2 }`, {
    compiled,
  })
  expect(compiled).not.toHaveBeenCalled()

  expect([late('x'), late('y')]).toEqual([1, 2])
  expect(compiled).toHaveBeenCalledTimes(1)
})
