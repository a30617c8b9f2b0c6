import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { watchCoreModules } from '../../../src/resources/state/core-modules'
import { watchEnv } from '../../../src/resources/state/env'
import { watchFakeTimers } from '../../../src/resources/state/fake-timers'
import { watchGlobals } from '../../../src/resources/state/globals'
import { watchProcessListeners } from '../../../src/resources/state/listeners'
import { watchModuleMocks } from '../../../src/resources/state/module-mocks'
import { watchPrototypes } from '../../../src/resources/state/prototypes'
import { watchSettings } from '../../../src/resources/state/settings'
import { sourceTrace } from '../../../src/resources/state/site'
import { watchUmask } from '../../../src/resources/state/umask'
import type { Watched } from '../../../src/resources/state/watched'

const sandbox = { global: globalThis, process, globals: globalThis }
const notSpied = (): boolean => false

/** What is watched, and a key of it. */
const kinds: readonly (readonly [key: string, watched: Watched])[] = [
  ['http.get', watchCoreModules(notSpied)],
  ['fs/promises.open', watchCoreModules(notSpied)],
  ['KEY', watchEnv(sandbox, notSpied)],
  ['fetch', watchGlobals(sandbox, notSpied)],
  ['Array.prototype.last', watchPrototypes(sandbox, notSpied)],
  ['exit', watchProcessListeners(sandbox)],
  ['user:/app/orders.js', watchModuleMocks(() => [])],
  ['timers', watchFakeTimers(sandbox)],
  ['umask', watchUmask(sandbox, __filename)],
  ...watchSettings(sandbox).map((watched) => [watched.type, watched] as const),
]

let directory: string
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'sources-'))
})
afterAll(() => {
  rmSync(directory, { recursive: true })
})

function siteOf(watched: Watched, key: string, texts: readonly string[]): string | undefined {
  const files = texts.map((text, index) => {
    const file = path.join(directory, `${String(index)}.js`)
    writeFileSync(file, text)
    return file
  })
  const owner = { kind: 'file', path: [], file: files[0] ?? '' } as const
  const { stack } = sourceTrace(owner, watched.sources(key), () => files)
  return /(\d+\.js:\d+):\d+$/.exec(stack ?? '')?.[1]
}

const large = [
  `$root.Report = (function() { m.decode(r, 3); const a = require("x") })\n`,
  `global as any, globalThis as any as any [ `,
  `delete ((((globalThis `,
  `delete a.b.c.d.e.f.`,
  `Object.assign(Object.defineProperty(   `,
  `jest.mock<typeof import("./a/b/c/d")>(   `,
  `process.on(   `,
].map((text) => text.repeat(Math.ceil(100_000 / text.length)))

test.each(kinds)('the line that changes %s is soon looked for in large files', (key, watched) => {
  const begun = process.cpuUsage()
  siteOf(watched, key, large)
  const { user } = process.cpuUsage(begun)
  expect(user / 1000).toBeLessThan(1000)
})

describe('a function of a core module that is replaced by another name', () => {
  const [, watched] = kinds[0] as (typeof kinds)[number]

  test('is found in the file that names the module', () => {
    const texts = [`test('one', () => use())`, `import client from 'node:http'\nclient.get = () => {}`]
    expect(siteOf(watched, 'http.get', texts)).toBe('1.js:2')
  })

  test('is not that of an object in a file that does not', () => {
    expect(siteOf(watched, 'http.get', [`test('one', () => { orders.get = () => {} })`])).toBeUndefined()
  })
})
