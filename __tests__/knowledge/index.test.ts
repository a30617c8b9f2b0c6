import { readdirSync } from 'node:fs'
import path from 'node:path'

import { knowledge } from '../../src/knowledge'
import { packagesWithCalls } from '../../src/knowledge/packages-with-calls'
import { leakTypes } from '../../src/wording/types'

const room = path.resolve(__dirname, '../../src/knowledge')
const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /[\\/]/.test(name))

/** `@nestjs/core` is known in `nestjs__core.ts`, as among the types of DefinitelyTyped. */
const fileOf = (name: string): string => `${name.replace(/^@/, '').replace('/', '__')}.ts`

test('every file is in the index, under the name of its package', () => {
  expect(files.map((file) => path.basename(file)).sort()).toEqual([...knowledge.keys()].map(fileOf).sort())
})

test.each([...knowledge.values()])('$package: links to its evidence, and names types that exist', (entry) => {
  expect(entry.link).toMatch(/^https:\/\/\S+$/)
  const types = [...(entry.harmless ?? []), ...(entry.processWide ?? [])].map(({ type }) => type)
  expect(leakTypes).toEqual(expect.arrayContaining(types))
})

test('the packages whose calls are observed are named', () => {
  const names = [...knowledge.values()].flatMap(({ calls, package: name }) =>
    calls === undefined ? [] : [name],
  )
  expect([...packagesWithCalls].sort()).toEqual(names.sort())
})

test('no folder has more than a screen of packages', () => {
  const sizes = readdirSync(room, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readdirSync(path.join(room, entry.name)).length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(20)
})
