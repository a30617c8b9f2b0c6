import path from 'node:path'
import { bothPresets } from '../support/cases/describe-types'
import { expectNoOthers, expectType } from '../support/cases/expect-type'
import type { JestRun } from '../support/run/jest-run'
import { installLibraries } from '../support/install/libraries'
import { nodeLines, runJest } from '../support/run/run-jest'
import { sourceOf } from '../support/cases/type-cases'
import { nodeSqliteFamily } from '../types/node-sqlite'
import { sqliteFamily } from '../types/sqlite'

// node:sqlite came with Node 22; version 13 of better-sqlite3 needs it as well.
const lines = nodeLines.filter((line) => line !== '20')
const families = [sqliteFamily, nodeSqliteFamily].map((family) => ({
  ...family,
  source: sourceOf(family.prelude, family.cases),
}))

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries()
})

describe.each(lines)('node:sqlite and better-sqlite3 13 on Node %s', (node) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      node,
      files: Object.fromEntries(families.map(({ name, source }) => [`strict/${name}.test.js`, source])),
      config: { ...bothPresets, projects: [bothPresets.projects[1]] },
      env: { BETTER_SQLITE3: path.join(libraries, 'better-sqlite3') },
      args: ['-i'],
    })
  })

  describe.each(families)('$name', ({ name, cases, source }) => {
    const file = () => ({ run, preset: 'strict' as const, path: `strict/${name}.test.js`, source })

    test.each(cases)('$name', (typeCase) => {
      expectType(file(), typeCase)
    })

    test('nobody else is blamed', () => {
      expectNoOthers(file(), cases)
    })
  })

  test('the run ends by itself and says of no error of ours', () => {
    expect(run).toMatchObject({ code: 1, timedOut: false })
    expect(run.output).not.toContain('jest-leakguard: ')
  })
})
