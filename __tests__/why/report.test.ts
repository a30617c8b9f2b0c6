import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { jsonReport, type KeptAliveAnswer, textReport } from '../../src/why/report'
import type { Role } from '../../src/why/roles'
import { recordingTerminal } from '../cli/support/recording-terminal'
import { frame, item } from './support/items'

let cwd: string
let roles: Map<string, Role>

beforeEach(() => {
  cwd = mkdtempSync(join(realpathSync(tmpdir()), 'leakguard-report-'))
  writeFileSync(join(cwd, 'setup.ts'), 'const http = ...\n  server.listen(4000)\n')
  roles = new Map([[join(cwd, 'setup.ts'), 'globalSetup']])
})

afterEach(() => {
  rmSync(cwd, { recursive: true })
})

const plain = (_style: unknown, text: string): string => text

function answer(overrides: Partial<KeptAliveAnswer> = {}): KeptAliveAnswer {
  const frames = [
    frame('/elsewhere/node_modules/fastify/index.js', 9, 1, 'listen'),
    frame(join(cwd, 'setup.ts'), 2),
  ]
  return { kind: 'kept-alive', items: [item({ frames })], active: ['TCPServerWrap'], ended: [], ...overrides }
}

test('says what keeps the process alive, with the line that somebody wrote', () => {
  expect(textReport(answer(), { cwd, roles }, plain)).toBe(`\
Jest is done, but one thing keeps the process alive:

  ● an HTTP server, opened by globalSetup: it was told to listen here and never closed

      server:  listening on 127.0.0.1:4000
      help:    \`await new Promise((done) => server.close(done))\` in \`globalTeardown\`

        1 | const http = ...
      > 2 |   server.listen(4000)
          |   ^
        3 |

      at listen (/elsewhere/node_modules/fastify/index.js:9:1)
      at start (setup.ts:2:3)`)
})

test('styles come from the terminal', () => {
  const text = textReport(answer(), { cwd, roles }, recordingTerminal().style)
  expect(text).toContain('<bold>Jest is done, but one thing keeps the process alive:</bold>')
  expect(text).toContain('<red>● an HTTP server, opened by globalSetup')
})

test('counts things, not entries', () => {
  const items = [item({ type: 'timer', facts: {}, count: 3 }), item()]
  expect(textReport(answer({ items }), { cwd, roles }, plain)).toMatch(/^Jest is done, but 4 things keep /)
})

test('says so when no line led to a thing', () => {
  const items = [item({ frames: [], files: [] })]
  expect(textReport(answer({ items }), { cwd, roles }, plain)).toContain(
    'no line of the project or of a package led to it',
  )
})

test('a file that is not on disk costs the code frame only', () => {
  const items = [item({ frames: [frame(join(cwd, 'gone.ts'), 2)] })]
  const text = textReport(answer({ items }), { cwd, roles }, plain)
  expect(text).toContain('at start (gone.ts:2:3)')
  expect(text).not.toContain(' | ')
})

test('with nothing to name, it is honest', () => {
  expect(textReport(answer({ items: [], active: ['Timeout', 'Timeout'] }), { cwd, roles }, plain)).toBe(
    'Jest is done, but the process stays alive, and nothing in it can be traced to a line. Node counts as active: 2 timers.',
  )
})

test('the same for programs', () => {
  expect(jsonReport(answer({ ended: [7] }), { cwd, roles })).toEqual({
    keptAlive: [
      {
        type: 'http-server',
        what: 'an HTTP server',
        count: 1,
        owner: 'globalSetup',
        facts: { protocol: 'HTTP', address: '127.0.0.1:4000' },
        closing: false,
        site: { file: 'setup.ts', line: 2, column: 3 },
        trace: [
          { file: '/elsewhere/node_modules/fastify/index.js', line: 9, column: 1 },
          { file: 'setup.ts', line: 2, column: 3 },
        ],
        help: '`await new Promise((done) => server.close(done))` in `globalTeardown`',
      },
    ],
    active: ['a TCP or HTTP server'],
    endedProcesses: [7],
  })
  const nowhere = [item({ frames: [], files: [] })]
  expect(jsonReport(answer({ items: nowhere }), { cwd, roles })).toMatchObject({
    keptAlive: [{ owner: null, site: null, trace: [] }],
  })
})
