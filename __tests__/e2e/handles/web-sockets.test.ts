import { bothPresets } from '../support/cases/describe-types'
import { expectNoOthers, expectType } from '../support/cases/expect-type'
import { presets, sourceOf } from '../support/cases/type-cases'
import type { JestRun } from '../support/run/jest-run'
import { nodeLines, runJest } from '../support/run/run-jest'
import { startWebSocketServer, type WebSocketServer } from '../support/servers/web-socket-server'
import { webSocketsFamily } from '../types/web-sockets'

let server: WebSocketServer
beforeAll(async () => {
  server = await startWebSocketServer()
})
afterAll(() => server.close())

const { name, prelude, cases } = webSocketsFamily
const source = sourceOf(prelude, cases)

describe.each(nodeLines.filter((line) => line !== '20'))('Node %s', (node) => {
  let run: JestRun
  beforeAll(async () => {
    run = await runJest({
      node,
      files: { [`default/${name}.test.js`]: source, [`strict/${name}.test.js`]: source },
      config: bothPresets,
      env: { WEB_SOCKETS: String(server.port) },
      args: ['-i'],
    })
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
})
