import { onlyIf } from '../../support/only-if'
import { bothPresets } from '../support/cases/describe-types'
import { installLibraries } from '../support/install/libraries'
import { isReachable } from '../support/servers/reachable'
import { reportedLeaks } from '../support/cases/reported-leaks'
import { runJest } from '../support/run/run-jest'

const source = `
  const { connect } = require('nats')
  const open = () => connect({ servers: '127.0.0.1:4222' })
  let shared
  beforeAll(async () => {
    shared = await open()
  })
  afterAll(() => shared.drain())
  test('leaks', async () => {
    const connection = await open()
    connection.publish('orders', 'shipped')
    await connection.flush()
  })
  test('drained', async () => {
    const connection = await open()
    connection.publish('orders', 'shipped')
    await connection.drain()
  })
  test('shared', async () => {
    shared.publish('orders', 'shipped')
    await shared.flush()
  })`

let libraries: string
beforeAll(async () => {
  libraries = await installLibraries()
})

/** Compiled to promises that V8 cannot follow: its connection is its caller's, though no line tells. */
const { test: declare } = onlyIf(isReachable(4222), 'no NATS server answers on 127.0.0.1:4222')
declare.each(['30', '29'] as const)('Jest %s: nats, with a server on 127.0.0.1:4222', async (jest) => {
  const run = await runJest({
    jest,
    files: { 'default/a.test.js': source, 'strict/a.test.js': source },
    config: {
      ...bothPresets,
      projects: bothPresets.projects.map((project) => ({ ...project, modulePaths: [libraries] })),
    },
    args: ['-i'],
  })
  for (const preset of ['default', 'strict']) {
    const { assertionResults, message } = run.file(`${preset}/a.test.js`)
    expect(reportedLeaks(message)).toMatchObject([
      {
        owner: 'leaks',
        headline: 'this test leaked a TCP connection: it was opened by nats 2.29.3 here and never closed',
        help: 'in `afterEach`: `await nc.drain()`',
      },
    ])
    expect(assertionResults.map(({ status }) => status)).toEqual(['failed', 'passed', 'passed'])
  }
  // Nothing of it keeps Jest alive, and it is told once.
  expect(run).toMatchObject({ code: 1, timedOut: false })
  expect(run.output).toMatch(/^Leaks: {7}2 failed$/m)
  expect(run.output).not.toContain('jest-leakguard: ')
})
