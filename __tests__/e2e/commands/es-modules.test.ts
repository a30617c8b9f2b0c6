import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

/** Where only `import` works: neither test runs without the flag. */
const suite = {
  'queue.js': `import { setInterval, clearInterval } from 'node:timers'
const running = await Promise.resolve(new Set())
export const start = () => running.add(setInterval(() => {}, 60_000))
export const stop = () => running.forEach((timer) => clearInterval(timer))
`,
  'leaking.test.js': "import { start } from './queue.js'\ntest('leaks', () => void start())\n",
  'clean.test.js': "import { start, stop } from './queue.js'\ntest('stops', () => { start(); stop() })\n",
}

const server = `import http from 'node:http'
export default () => new Promise((done) => { globalThis.server = http.createServer().listen(0, done) })
`
const close = 'export default () => new Promise((done) => globalThis.server.close(done))\n'

const projectOf = (script: string, config = '', files: Readonly<Record<string, string>> = {}) =>
  createFixture({
    files: {
      ...suite,
      'package.json': JSON.stringify({ name: 'app', type: 'module', scripts: { test: script } }),
      'jest.config.js': `export default { preset: 'jest-leakguard', transform: {}, ${config} }\n`,
      ...files,
    },
    config: false,
  })

const scripts = [
  ['NODE_OPTIONS=--experimental-vm-modules jest', 'NODE_OPTIONS=--experimental-vm-modules'],
  ['node --experimental-vm-modules node_modules/jest/bin/jest.js', '--experimental-vm-modules'],
  [
    'cross-env NODE_OPTIONS="$NODE_OPTIONS --experimental-vm-modules" npx jest --ci',
    'NODE_OPTIONS=$NODE_OPTIONS --experimental-vm-modules',
  ],
] as const

describe.each(scripts)('"test": %j', (script, told) => {
  test('baseline create knows what leaks, and nothing of what does not', async () => {
    const fixture = await projectOf(script)
    const created = await runLeakguard(fixture, ['baseline', 'create'])
    expect(created.stderr).toContain(`leakguard baseline: as \`npm test\` does, with ${told}\n`)
    expect(created.stderr).toContain('wrote .leakguard-baseline.json: 1 leak in 1 test file\n')
    expect(created.code).toBe(0)
    expect(JSON.parse(await fixture.read('.leakguard-baseline.json'))).toMatchObject({
      leaks: [{ file: 'leaking.test.js', owner: 'leaks', type: 'timer', by: 'queue.js' }],
    })
  })

  test('why names what globalSetup left open, and nothing where it is closed', async () => {
    const fixture = await projectOf(script, "globalSetup: './open.js'", { 'open.js': server })
    const leaking = await runLeakguard(fixture, ['why', '--', 'clean'])
    expect(leaking.stdout).toContain('an HTTP server, opened by globalSetup')
    expect(leaking.code).toBe(1)
    const globals = "globalSetup: './open.js', globalTeardown: './close.js'"
    const closed = await projectOf(script, globals, { 'open.js': server, 'close.js': close })
    const clean = await runLeakguard(closed, ['why', '--', 'clean'])
    expect(clean.stderr).toContain('nothing kept the process alive; Jest ended by itself with exit code 0\n')
    expect([clean.code, clean.stdout]).toEqual([0, ''])
  })

  test('doctor finds a planted leak, also beside tests with an extension of modules', async () => {
    const fixture = await projectOf(script, "testMatch: ['**/*.test.{js,mjs}']", {
      'm.test.mjs': suite['clean.test.js'],
    })
    const run = await runLeakguard(fixture, ['doctor'])
    expect(run.stdout).toContain('ok    a test that leaks fails, and a clean one beside it passes\n')
    expect(run.stdout).not.toMatch(/^(?:warn|fail)/m)
    expect(run.code).toBe(0)
  })

  test('init puts it around the configuration, and what leaks fails then', async () => {
    const fixture = await projectOf(script, '', { 'jest.config.js': 'export default { transform: {} }\n' })
    const init = await runLeakguard(fixture, ['init'])
    expect([init.code, init.stderr]).toEqual([0, expect.stringContaining('a planted leak fails in it')])
    const run = await fixture.run({ env: { NODE_OPTIONS: '--experimental-vm-modules' } })
    expect(run.messageOf('leaks')).toContain('this test leaked a timer')
    expect(run.test('stops').status).toBe('passed')
  })
})

describe('where nobody sets the flag', () => {
  const missing =
    'this package is one of ES modules, which Jest runs only with NODE_OPTIONS=--experimental-vm-modules; ' +
    'neither the shell nor a script that runs Jest sets it'
  let fixture: Fixture
  beforeAll(async () => {
    fixture = await projectOf('jest')
  })

  test.each([['why'], ['baseline', 'create']])('%s %s says so', async (...args) => {
    const run = await runLeakguard(fixture, args)
    expect(run.stderr).toContain(`leakguard ${args[0]}: ${missing}\n`)
    expect(run.code).not.toBe(0)
  })

  test('doctor says so', async () => {
    const run = await runLeakguard(fixture, ['doctor'])
    expect(run.stdout).toContain(`warn  ${missing}\n`)
  })

  test('the shell may set it', async () => {
    const env = { NODE_OPTIONS: '--experimental-vm-modules' }
    const created = await runLeakguard(fixture, ['baseline', 'create'], { env })
    expect(created.stderr).toContain('1 leak in 1 test file\n')
    const doctor = await runLeakguard(fixture, ['doctor'], { env })
    expect([doctor.code, doctor.stdout]).toEqual([0, expect.not.stringContaining('warn')])
  })
})

test('of what a script exports, and of other variables than NODE_OPTIONS only the names are told', async () => {
  const fixture = await projectOf(
    'export NODE_OPTIONS=--experimental-vm-modules && DATABASE_URL=postgres://me:secret@db/app yarn jest',
  )
  const run = await runLeakguard(fixture, ['why', '--', 'clean'])
  expect(run.stderr).toContain(
    'as `npm test` does, with NODE_OPTIONS=--experimental-vm-modules DATABASE_URL\n',
  )
  expect(run.output).not.toContain('secret')
})
