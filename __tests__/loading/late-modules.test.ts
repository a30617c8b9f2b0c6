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

/** The file as the build writes it: a module's line is the number of lines above its body. */
function lateFrom(modules: Record<string, string>, startup: Loaders = {}): (name: string) => unknown {
  let text = `'use strict'\n`
  for (const [name, body] of Object.entries(modules)) {
    const line = text.split('\n').length
    text += `{ // module ${name}, line ${line}\n${body}\n}\n`
  }
  writeFileSync(file, text)
  const late = lateModules(file, startup, elsewhere)
  rmSync(file)
  return late
}

test('gives modules whose file is out of reach by now', () => {
  const late = lateFrom({ 'a/late': `exports.of = 'late: ' + __filename` })

  expect(late('a/late')).toEqual({ of: `late: ${file}` })
})

test('shares what is loaded already, and loads the rest as ever', () => {
  const late = lateFrom(
    {
      x: `module.exports = [require('#a/present'), require('#y').of, require('node:path').sep]`,
      y: `exports.of = 'y … ●'`,
    },
    { 'a/present': () => 'from startup' },
  )

  expect(late('x')).toEqual(['from startup', 'y … ●', path.sep])
  expect(late('a/present')).toBe('from startup')
  expect(late('nowhere')).toBeUndefined()
})

test('compiles no module before it is needed, and runs each once', () => {
  const ran = jest.fn()
  const late = lateFrom(
    { x: `exports.of = require('#ran')`, broken: 'this is no JavaScript', y: `require('#ran')` },
    { ran },
  )
  expect(ran).not.toHaveBeenCalled()

  expect([late('x'), late('x'), late('y')]).toEqual([{ of: undefined }, late('x'), {}])
  expect(ran).toHaveBeenCalledTimes(2)
  expect(() => late('broken')).toThrow('Unexpected identifier')
})

test('gives two modules that ask for each other what is there of them', () => {
  const late = lateFrom({
    one: `exports.first = 1; exports.other = require('#two'); exports.second = 2`,
    two: `exports.seen = Object.keys(require('#one'))`,
  })

  expect(late('one')).toEqual({ first: 1, second: 2, other: { seen: ['first'] } })
})

test('an error tells the line of the file', () => {
  const late = lateFrom({ first: '', second: `\nthrow new Error('here')` })

  // 1: 'use strict', 2: head of the first, 3: its body, 4: its end, 5: head of the second, 6: its empty line.
  const thrown = (): unknown => {
    try {
      return late('second')
    } catch (error) {
      return error
    }
  }
  expect((thrown() as Error).stack).toContain(`${file}:7:`)
})
