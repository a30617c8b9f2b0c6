import { bothPresets } from '../support/cases/describe-types'
import { expectNoOthers, expectType } from '../support/cases/expect-type'
import { type HttpServers, startHttpServers } from '../support/servers/http-servers'
import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'
import { sourceOf } from '../support/cases/type-cases'
import { filesFamily } from '../types/files'
import { httpFamily } from '../types/http'
import { processesFamily } from '../types/processes'
import { serversFamily } from '../types/servers'
import { socketsFamily } from '../types/sockets'
import { timersFamily } from '../types/timers'

const families = [timersFamily, serversFamily, socketsFamily, httpFamily, processesFamily, filesFamily].map(
  (family) => ({ ...family, source: sourceOf(family.prelude, family.cases) }),
)

let servers: HttpServers
beforeAll(async () => {
  servers = await startHttpServers()
})
afterAll(() => servers.close())

// The running line is the one that every other test runs on.
const otherLines = nodeLines.filter((line) => !process.versions.node.startsWith(`${line}.`))

describe.each(otherLines)('Node %s', (node) => {
  let run: JestRun
  beforeAll(async () => {
    const files = families.map(({ name, source, files: others }) => ({
      [`strict/${name}.test.js`]: source,
      ...others,
    }))
    run = await runJest({
      node,
      files: Object.assign({}, ...files) as Record<string, string>,
      config: { ...bothPresets, projects: [bothPresets.projects[1]] },
      env: servers.ports,
      args: ['-i'],
      timeout: 110_000,
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
