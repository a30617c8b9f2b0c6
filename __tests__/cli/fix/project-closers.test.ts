import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { readingOf, variableOf } from '../../../src/eslint/reading/file'
import { madeBy } from '../../../src/cli/fix/plan/opened-at'
import { closerOfProject } from '../../../src/cli/fix/plan/project-closers'
import { parseSource } from '../../../src/cli/fix/source/parse-source'
import { useResource } from '../../../src/fixtures'

const folder = useResource(
  () => mkdtempSync(path.join(tmpdir(), 'leakguard-closers-')),
  (directory) => rmSync(directory, { recursive: true }),
)

/** How `x` of a test file is closed, by what stands in the file beside it. */
function closerOf(test: string, file: string, module: string): string | undefined {
  writeFileSync(path.join(folder(), file), module)
  const place = path.join(folder(), 'a.test.ts')
  const source = parseSource(test, place)
  if (source === undefined) throw new Error('expected a source that can be parsed')
  const reading = readingOf({ sourceCode: source, report: () => undefined })
  const [call] = reading.calls.filter(
    ({ parent }) =>
      parent?.type === 'VariableDeclarator' &&
      parent.id !== undefined &&
      (parent.id as { name?: string }).name === 'x',
  )
  const awaited = reading.calls.find(({ parent }) => parent?.type === 'AwaitExpression')
  const declarator = (call ?? awaited?.parent)?.parent
  const variable = variableOf(declarator?.id as never, reading)
  if (variable === undefined) throw new Error('expected a variable x')
  return closerOfProject(variable, madeBy(variable), reading, place)
}

const own = 'class Store { async stop() {} #close() {} get() {} }'

test.each([
  ["import { Store } from './store'\nconst x = new Store()", 'store.ts', `export ${own}`],
  ["import Own from './store.js'\nconst x = new Own()", 'store.js', `export default ${own}`],
  ["import { Own } from './store'\nconst x = new Own()", 'store.ts', `${own}\nexport { Store as Own }`],
  ["const Own = require('./store')\nconst x = new Own()", 'store.js', `${own}\nmodule.exports = Store`],
  ["const { Store } = require('./store')\nconst x = new Store()", 'store.js', `exports.Store = ${own}`],
  [
    "const { Store: S } = require('./store')\nconst x = new S()",
    'store.js',
    `${own}\nmodule.exports = { Store }`,
  ],
  [
    "import { Store } from './store'\nconst x = await Store.open()",
    'store.ts',
    `export ${own.replace('{', '{ static open(): Promise<Store> {}')}`,
  ],
  [
    "import { open } from './store'\nconst x = await open()",
    'store.ts',
    `${own}\nexport async function open(): Promise<Store> { return new Store() }`,
  ],
  [
    "import { Base } from './store'\nconst x = new Base()",
    'store.ts',
    `${own}\nexport class Base extends Store {}`,
  ],
])('%s', (test, file, module) => {
  expect(closerOf(test, file, module)).toBe('await x.stop()')
})

test('interfaces and types tell whether there is something to wait for', () => {
  const open = "import { open } from './store'\nconst x = open()"
  expect(
    closerOf(open, 'store.ts', 'interface A { close(): void; get(): void }\nexport function open(): A {}'),
  ).toBe('x.close()')
  expect(
    closerOf(open, 'store.ts', 'type A = { end: () => Promise<void> }\nexport const open = (): A => null'),
  ).toBe('await x.end()')
})

test.each([
  [
    "import { open } from './store'\nconst x = open()",
    'export function open(): A {}\ninterface A { close(): void; destroy(): void }',
  ],
  ["import { open } from './store'\nconst x = open()", 'export function open() { return make() }'],
  ["import { open } from './other'\nconst x = open()", ''],
  ["import { open } from 'pg'\nconst x = open()", ''],
])('nothing is certain: %s with %s', (test, module) => {
  expect(closerOf(test, 'store.ts', module)).toBeUndefined()
})
