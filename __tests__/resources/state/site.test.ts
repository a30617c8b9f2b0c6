import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { sourceTrace } from '../../../src/resources/state/site'
import type { Owner } from '../../../src/verdict/leak'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'site-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const set = /\benv\.KEY\s*=(?!=)/

function lineFor(
  owner: Pick<Owner, 'kind' | 'path'>,
  files: Readonly<Record<string, string>>,
): string | undefined {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text)
  const paths = Object.keys(files).map((name) => path.join(directory, name))
  const [file = ''] = paths
  const { stack } = sourceTrace({ ...owner, file }, [set], () => paths)
  return /([\w.]+:\d+):\d+$/.exec(stack ?? '')?.[1]
}

const inTest = (...titles: string[]): Pick<Owner, 'kind' | 'path'> => ({ kind: 'test', path: titles })

test('the line within the test, not that of another', () => {
  const text = `test('one', () => { process.env.KEY = 1 })
test('two', () => {
  process.env.KEY = 2
})`
  expect(lineFor(inTest('two'), { 'a.test.js': text })).toBe('a.test.js:3')
})

test('the only line of a module that it calls', () => {
  const files = {
    'a.test.js': `test('one', () => use())`,
    'use.js': `\nexports.use = () => { process.env.KEY = 1 }`,
  }
  expect(lineFor(inTest('one'), files)).toBe('use.js:2')
})

test('none where two modules could have done it', () => {
  const files = {
    'a.test.js': `test('one', () => use())`,
    'use.js': 'process.env.KEY = 1',
    'other.js': 'process.env.KEY = 1',
  }
  expect(lineFor(inTest('one'), files)).toBeUndefined()
})

test.each([`// process.env.KEY = 1`, `if (process.env.KEY === 1) {}`, `process.env.KEYS = 1`])(
  'none for %s',
  (line) => {
    expect(lineFor(inTest('one'), { 'a.test.js': `test('one', () => {\n${line}\n})` })).toBeUndefined()
  },
)

test('a describe block has its hooks', () => {
  const text = `process.env.KEY = 0
describe('block', () => {
  beforeAll(() => { process.env.KEY = 1 })
})`
  expect(lineFor({ kind: 'describe', path: ['block'] }, { 'a.test.js': text })).toBe('a.test.js:3')
})
