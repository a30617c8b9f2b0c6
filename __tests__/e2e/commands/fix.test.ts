import { execFileSync } from 'node:child_process'

import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const manifest = '{ "name": "app", "scripts": { "test": "jest" } }\n'
const config = {
  preset: 'jest-leakguard',
  reporters: ['default', ['jest-leakguard/reporter', { output: 'leak-report' }]],
}

async function leakingFixture(files: Readonly<Record<string, string>>, more: object = {}): Promise<Fixture> {
  const fixture = await createFixture({
    files: { 'package.json': manifest, ...files },
    config: { ...config, ...more },
  })
  await fixture.run()
  return fixture
}

const client = `module.exports.Client = class Client {
  constructor() { this.timer = setInterval(() => {}, 1000) }
  close() { clearInterval(this.timer) }
}
`

test('each edit is proved by a run: what is certain is fixed, the rest is left, and the report is clean then', async () => {
  const fixture = await leakingFixture({
    'client.js': client,
    'a.test.js': `const { Client } = require('./client')

let pool
beforeEach(() => {
  pool = new Client()
})

test('uses it', () => {
  const timer = setTimeout(() => {}, 60_000)
  expect(pool).toBeDefined()
})

test('forgets it', () => {
  setInterval(() => {}, 60_000)
})
`,
  })
  const dry = await runLeakguard(fixture, ['fix', '--dry-run'])
  expect(dry.stdout).toContain('+afterEach(() => {\n+  pool.close()\n+})\n')
  expect(dry.stderr).toContain('leakguard fix: 3 planned, 1 left')
  const before = await fixture.read('a.test.js')
  expect(before).not.toContain('afterEach')

  const fix = await runLeakguard(fixture, ['fix'])
  expect(fix.stderr).toContain('fixed: timer of uses it in a.test.js\n')
  expect(fix.stderr).toContain(
    'left: timer of forgets it in a.test.js: line 22 keeps what it opens in no variable\n',
  )
  expect(fix.stderr).toMatch(/leakguard fix: \d fixed, 1 left\n/)
  expect(fix.code).toBe(1)
  expect(await fixture.read('a.test.js')).toBe(`const { Client } = require('./client')

let pool
beforeEach(() => {
  pool = new Client()
})

afterEach(() => {
  pool.close()
})

test('uses it', () => {
  const timer = setTimeout(() => {}, 60_000)
  try {
    expect(pool).toBeDefined()
  } finally {
    clearTimeout(timer)
  }
})

test('forgets it', () => {
  setInterval(() => {}, 60_000)
})
`)
  const rest = await runLeakguard(fixture, ['fix', '--allow', 'old poller, see #12'])
  expect([rest.code, rest.stderr]).toEqual([
    0,
    expect.stringContaining('allowed: timer of forgets it in a.test.js'),
  ])
  expect(await fixture.read('a.test.js')).toContain(
    "// @leakguard-allow timer: old poller, see #12\ntest('forgets it'",
  )
  const run = await fixture.run()
  expect([run.code, run.test('uses it').status]).toEqual([0, 'passed'])
})

test('an edit that breaks a test is undone byte for byte, and says why', async () => {
  const fixture = await leakingFixture({
    'client.js': client.replace('clearInterval(this.timer)', "throw new Error('cannot be closed')"),
    'a.test.js': `const { Client } = require('./client')
const client = new Client()
test('uses it', () => {
  expect(client).toBeDefined()
})
`,
  })
  const before = await fixture.read('a.test.js')
  const fix = await runLeakguard(fixture, ['fix'])
  expect(fix.stderr).toContain('undone: timer of the file itself in a.test.js: ')
  expect(fix.code).toBe(1)
  expect(await fixture.read('a.test.js')).toBe(before)
})

test('a close that nobody waits for is awaited, in TypeScript', async () => {
  const fixture = await leakingFixture(
    {
      'server.ts': `import http from 'node:http'
export interface Running { stop(): Promise<void> }
export async function start(): Promise<Running> {
  const server = http.createServer().listen(0)
  return { stop: async () => { await new Promise((done) => setTimeout(done, 50)); await new Promise((done) => server.close(done)) } }
}
`,
      'a.test.ts': `import { type Running, start } from './server'

describe('server', () => {
  let server: Running

  beforeEach(async () => {
    server = await start()
  })

  afterEach(() => {
    void server.stop()
  })

  test('runs', () => {
    expect(server).toBeDefined()
  })
})
`,
    },
    { transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' } } }] } },
  )
  const fix = await runLeakguard(fixture, ['fix'])
  expect([fix.code, fix.stderr]).toEqual([0, expect.stringContaining('leakguard fix: 1 fixed')])
  expect(await fixture.read('a.test.ts')).toContain(
    '  afterEach(async () => {\n    await server.stop()\n  })\n',
  )
})

test('a singleton is registered in the setup file', async () => {
  const fixture = await leakingFixture(
    {
      'clock.js': `class Clock {
  static instance
  static getInstance() { return (Clock.instance ??= new Clock()) }
  static resetInstance() { Clock.instance = undefined }
}
module.exports = { Clock }
`,
      'setup.js': "'use strict'\n\njest.setTimeout(20_000)\n",
      'a.test.js': "const { Clock } = require('./clock')\ntest('ticks', () => { Clock.getInstance() })\n",
    },
    { setupFilesAfterEnv: ['./setup.js'] },
  )
  const fix = await runLeakguard(fixture, ['fix'])
  expect([fix.code, fix.stderr]).toEqual([0, expect.stringContaining('leakguard fix: 1 fixed')])
  expect(await fixture.read('setup.js')).toBe(`'use strict'

const { registerSingleton } = require('jest-leakguard')
const { Clock } = require('./clock')

jest.setTimeout(20_000)
registerSingleton(Clock)
`)
})

test('files with changes that git does not have are left alone, unless told to', async () => {
  const fixture = await leakingFixture({
    'a.test.js': "test('a', () => {\n  const t = setInterval(() => {}, 1000)\n})\n",
    '.gitignore': 'leak-report\n',
  })
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: fixture.root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'all')
  await fixture.write({ 'a.test.js': `${await fixture.read('a.test.js')}// more\n` })
  const left = await runLeakguard(fixture, ['fix'])
  expect(left.stderr).toContain('it has changes that are not committed: commit them, or `--force`')
  const forced = await runLeakguard(fixture, ['fix', '--force', '--json'])
  expect(JSON.parse(forced.stdout)).toMatchObject({ schema: 1, leaks: [{ type: 'timer', result: 'fixed' }] })
  expect(git('status', '--porcelain').trim()).toBe('M a.test.js')
})

test('without a report it says so', async () => {
  const fixture = await createFixture({ files: { 'package.json': manifest } })
  const fix = await runLeakguard(fixture, ['fix'])
  expect([fix.code, fix.stderr]).toEqual([64, expect.stringContaining('leak-report')])
  const wrong = await runLeakguard(fixture, ['fix', '--allow', ' '])
  expect([wrong.code, wrong.stderr]).toEqual([64, expect.stringContaining('--allow')])
})
