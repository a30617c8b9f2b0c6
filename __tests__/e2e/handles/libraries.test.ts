import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { bothPresets } from '../support/cases/describe-types'
import { expectNoOthers, expectType } from '../support/cases/expect-type'
import type { JestRun } from '../support/run/jest-run'
import { installLibraries, typeorm } from '../support/install/libraries'
import { postgres } from '../support/servers/postgres'
import { isReachable } from '../support/servers/reachable'
import { runJest } from '../support/run/run-jest'
import { sourceOf } from '../support/cases/type-cases'
import { libraryCases } from '../types/libraries'

const reachable = new Map<number, boolean>()
const cases = libraryCases.filter(({ name, server }) => {
  if (server === undefined) return true
  const { port } = server
  const answers = reachable.get(port) ?? isReachable(port)
  reachable.set(port, answers)
  if (!answers)
    test.skip(`${name} (skipped: no ${server.name} server answers on 127.0.0.1:${port})`, () => undefined)
  return answers
})

const source = sourceOf(
  `
  const { Pool } = require('pg')
  const config = ${JSON.stringify(postgres)}
  const mysql = { host: '127.0.0.1', user: 'root', database: 'test' }`,
  cases,
)
const file = 'strict/libraries.test.js'

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  let run: JestRun
  beforeAll(async () => {
    const modulePaths = [await installLibraries(), await installLibraries(typeorm)]
    const project = { ...bothPresets.projects[1], modulePaths }
    run = await runJest({
      jest,
      files: {
        [file]: source,
        'mongo-hello.cjs': await readFile(path.join(__dirname, '../support/servers/mongo-hello.cjs'), 'utf8'),
      },
      config: { ...bothPresets, projects: [project] },
      args: ['-i'],
      timeout: 110_000,
    })
  })

  const familyFile = () => ({ run, preset: 'strict' as const, path: file, source })

  test.each(cases)('$name', (typeCase) => {
    expectType(familyFile(), typeCase)
  })

  test('nobody else is blamed', () => {
    expectNoOthers(familyFile(), cases)
  })

  test('the run ends by itself and says of no error of ours', () => {
    expect(run).toMatchObject({ code: 1, timedOut: false })
    expect(run.output).not.toContain('jest-leakguard: ')
  })
})
