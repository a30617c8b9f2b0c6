import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { note, toSource } from '../../src/why/source-maps'
import { frame } from './support/items'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-maps-'))
  writeFileSync(join(directory, 'setup.ts'), '')
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** Line 1, column 1 of the code comes from line 5, column 3 of the source. */
const map = (source: string) => ({ version: 3, sources: [source], names: [], mappings: 'AAIE' })

const inline = (source: string): string =>
  `run()\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(
    JSON.stringify(map(source)),
  ).toString('base64')}\n`

test.each([
  ['a name', () => 'setup.ts'],
  ['a path', () => join(directory, 'setup.ts')],
  ['a URL', () => `file://${directory}/setup.ts`],
])('a map in the code that gives its source as %s', (_what, source) => {
  const file = join(directory, 'setup.ts')
  note(file, inline(source()))
  expect(toSource(frame(file, 1, 1))).toEqual({ ...frame(file, 5, 3) })
})

test('a map in a file of its own, for another source', () => {
  const built = join(directory, 'setup.js')
  writeFileSync(`${built}.map`, JSON.stringify(map('setup.ts')))
  note(built, 'run()\n//# sourceMappingURL=setup.js.map')
  expect(toSource(frame(built, 1, 4))).toEqual(frame(join(directory, 'setup.ts'), 5, 3))
})

test('the last comment counts: earlier ones are text of the program', () => {
  const file = join(directory, 'text.ts')
  writeFileSync(file, '')
  note(file, `print('//# sourceMappingURL=other.map')\n${inline('text.ts')}`)
  expect(toSource(frame(file, 1, 1))).toEqual(frame(file, 5, 3))
})

test('a source that is not on disk is not named', () => {
  const file = join(directory, 'bundle.js')
  note(file, inline('webpack/setup.ts'))
  expect(toSource(frame(file, 1, 1))).toMatchObject({ file, line: 5 })
})

test.each([
  ['no map', 'run()'],
  ['a map that is missing', 'run()\n//# sourceMappingURL=nowhere.js.map'],
  ['a map that is broken', 'run()\n//# sourceMappingURL=data:application/json;base64,e30='],
])('code with %s stays as it is', (what, code) => {
  const file = join(directory, `${what}.js`)
  note(file, code)
  expect(toSource(frame(file, 1, 1))).toEqual(frame(file, 1, 1))
})

test('packages are left alone', () => {
  const file = join(directory, 'node_modules/a/index.js')
  note(file, inline('setup.ts'))
  expect(toSource(frame(file, 1, 1))).toEqual(frame(file, 1, 1))
})

test('a frame without a place stays as it is', () => {
  const native = { kind: 'node', text: 'at new Promise (<anonymous>)', loadsModule: false } as const
  expect(toSource(native)).toBe(native)
})
