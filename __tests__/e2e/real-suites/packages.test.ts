import { bothPresets } from '../support/cases/describe-types'
import { expectNoOthers, expectType } from '../support/cases/expect-type'
import type { JestRun } from '../support/run/jest-run'
import { type PackageServers, startPackageServers } from '../support/servers/package-servers'
import { runJest } from '../support/run/run-jest'
import { presets, sourceOf } from '../support/cases/type-cases'
import { packagesFamily } from '../types/packages'

const { cases, files, name, prelude } = packagesFamily
const source = sourceOf(prelude, cases)

let servers: PackageServers
let run: JestRun
beforeAll(async () => {
  servers = await startPackageServers()
  const copies = presets.map((preset) => [`${preset}/${name}.test.js`, source] as const)
  run = await runJest({
    jest: 'packages',
    files: { ...files, ...Object.fromEntries(copies) },
    config: bothPresets,
    env: servers.ports,
    args: ['-i'],
    timeout: 110_000,
  })
})
afterAll(() => {
  servers.close()
})

describe.each(presets)('%s preset', (preset) => {
  const file = () => ({ run, preset, path: `${preset}/${name}.test.js`, source })

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
