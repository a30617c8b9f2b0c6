import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runInNewContext } from 'node:vm'

import { watchEnv } from '../../../src/resources/state/env'
import { watchFakeTimers } from '../../../src/resources/state/fake-timers'
import { watchGlobals } from '../../../src/resources/state/globals'
import { watchProcessListeners } from '../../../src/resources/state/listeners'
import { watchMembers } from '../../../src/resources/state/members/watched-members'
import { watchModuleMocks } from '../../../src/resources/state/module-mocks'
import { watchSettings } from '../../../src/resources/state/settings'
import { sourceTrace } from '../../../src/resources/state/site'
import { watchUmask } from '../../../src/resources/state/umask'
import type { Watched } from '../../../src/resources/state/watched'

const sandbox = { global: globalThis, process, globals: globalThis }
const notSpied = (): boolean => false

function membersOf(name: string): Watched {
  const found = watchMembers(sandbox, notSpied, () => true).find((watched) => watched.name === name)
  if (found === undefined) throw new Error(`nothing watches the members of ${name}`)
  return found
}

/** What is watched, and a key of it. */
const kinds: readonly (readonly [key: string, watched: Watched])[] = [
  ['http.get', membersOf('http')],
  ['fs/promises.open', membersOf('fs/promises')],
  ['console.error', membersOf('console')],
  ['process.argv', membersOf('process')],
  ['Object.prototype.polluted', membersOf('Object.prototype')],
  ['KEY', watchEnv(sandbox, notSpied)],
  ['fetch', watchGlobals(sandbox, notSpied)],
  ['Array.prototype.last', membersOf('Array.prototype')],
  ['exit', watchProcessListeners(sandbox)],
  ['user:/app/orders.js', watchModuleMocks(() => [])],
  ['timers', watchFakeTimers(sandbox)],
  ['umask', watchUmask(sandbox)],
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
].map((text) => text.repeat(Math.ceil(1_000_000 / text.length)))

/** Ends what takes longer than any busy machine needs for a pattern that looks at each place once. */
const limit = 30_000

test.each(kinds)(
  'the line that changes %s is looked for in large files',
  (key, watched) => {
    const look = (): void => void siteOf(watched, key, large)
    expect(() => {
      runInNewContext('look()', { look }, { timeout: limit })
    }).not.toThrow()
  },
  40_000,
)

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
