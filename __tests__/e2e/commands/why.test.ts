import { transforms } from '../support/cases/leaking-suite'
import { nodeLines, createFixture, type FixtureOptions } from '../support/run/run-jest'
import { type CommandOptions, runLeakguard } from '../support/run/run-leakguard'

const suite = {
  'a.test.js': "test('a', () => undefined)\n",
  'b.test.js': "test('b', () => undefined)\n",
}

const setup = `const http = require('node:http')

module.exports = async () => {
  globalThis.server = http.createServer()
  await new Promise((done) => globalThis.server.listen(0, '127.0.0.1', done))
}
`

const plain = { globalSetup: './setup.js' }

/** Writes a project and runs `jest-leakguard why` in it. */
async function why(
  { files, ...options }: FixtureOptions,
  args: readonly string[] = [],
  commandOptions?: CommandOptions,
) {
  const fixture = await createFixture({ ...options, files: { ...suite, ...files } })
  return runLeakguard(fixture, ['why', ...args], commandOptions)
}

/** The answer to the setup above, without its port and its trace. */
const serverOfGlobalSetup = `Jest is done, but one thing keeps the process alive:

  ● an HTTP server, opened by globalSetup: it was told to listen here and never closed

      server:  listening on 127.0.0.1:<port>
      help:    \`await new Promise((done) => server.close(done))\` in \`globalTeardown\`

        3 | module.exports = async () => {
        4 |   globalThis.server = http.createServer()
      > 5 |   await new Promise((done) => globalThis.server.listen(0, '127.0.0.1', done))
          |                                                 ^
        6 | }
        7 |

      at setup.js:5:49
      at `

const withoutPort = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')

test.each(['30', '29', 'pnpm30', 'pnpm29'] as const)(
  'Jest %s: a server that globalSetup leaks is named by its line',
  async (jest) => {
    const run = await why({ files: { 'setup.js': setup }, config: plain, jest })

    expect(run).toMatchObject({ code: 1, leftProcesses: false })
    expect(withoutPort(run.stdout)).toContain(serverOfGlobalSetup)
    expect(run.stderr).toMatch(/^Tests: +2 passed, 2 total$/m)
    expect(run.output).not.toContain('Jest did not exit')
  },
)

describe.each(['30', '29'] as const)('Jest %s', (jest) => {
  test('the twin that closes it in globalTeardown is clean', async () => {
    const teardown = 'module.exports = () => new Promise((done) => globalThis.server.close(done))\n'
    const run = await why({
      files: { 'setup.js': setup, 'teardown.js': teardown },
      config: { ...plain, globalTeardown: './teardown.js' },
      jest,
    })

    expect(run).toMatchObject({ code: 0, stdout: '' })
    expect(run.stderr).toMatch(
      /\nleakguard why: nothing kept the process alive; Jest ended by itself with exit code 0\n$/,
    )
  })

  test('failing tests keep the exit code of Jest when nothing is kept alive', async () => {
    const files = { 'a.test.js': "test('a', () => { throw new Error('no') })\n" }
    const run = await why({ files, config: { testFailureExitCode: 3 }, jest })

    expect(run.code).toBe(3)
    expect(run.stderr).toContain('Jest ended by itself with exit code 3')
  })

  test('a reporter that leaks an interval is named, whatever the tests say', async () => {
    const reporter = `module.exports = class {
  onRunStart() {
    this.timer = setInterval(() => undefined, 250)
  }
}
`
    const files = { 'reporter.js': reporter, 'a.test.js': "test('a', () => { throw new Error('no') })\n" }
    const run = await why({ files, config: { reporters: ['default', './reporter.js'] }, jest })

    expect(run.code).toBe(1)
    expect(run.stdout).toContain('● a timer, opened by a reporter: it was started here and never cleared')
    expect(run.stdout).toContain('timer:   setInterval, every 250 ms')
    expect(run.stdout).toContain("`clearInterval(timer)` in the reporter's `onRunComplete`")
    expect(run.stdout).toMatch(/^ {6}> 3 \| {5}this\.timer = setInterval/m)
  })
})

describe.each(['30', '29'] as const)('TypeScript, Jest %s', (jest) => {
  const source = `import { createServer, type Server } from 'node:http'

interface Shared {
  // Comments and types are gone when this runs.
  server?: Server
}

async function start(shared: Shared): Promise<void> {
  await Promise.resolve()
  shared.server = createServer()
    .listen(0)
}

export default async (): Promise<void> => start(globalThis as Shared)
`
  const tsconfig = JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'commonjs', esModuleInterop: true, types: ['node'] },
  })

  test.each(Object.entries(transforms))('%s', async (_name, { config, files }) => {
    const run = await why({
      files: { ...files, 'setup.ts': source, 'tsconfig.json': tsconfig },
      config: { ...config, globalSetup: './setup.ts' },
      jest,
    })

    expect(run.code).toBe(1)
    expect(run.stdout).toContain('● an HTTP server, opened by globalSetup')
    expect(run.stdout).toContain('      > 11 |     .listen(0)\n           |      ^\n')
    expect(run.stdout).toContain('at start (setup.ts:11:6)')
  })
})

test.each(nodeLines)('Node %s', async (node) => {
  const run = await why({ files: { 'setup.js': setup }, config: plain }, [], { node })

  expect(run.code).toBe(1)
  expect(withoutPort(run.stdout)).toContain(serverOfGlobalSetup)
  expect(run.stderr).not.toMatch(/Warning/)
})

test('each kind of thing has words of its own', async () => {
  const many = `const { spawn } = require('node:child_process')
const { Worker } = require('node:worker_threads')
const fs = require('node:fs')
const dgram = require('node:dgram')

module.exports = async () => {
  spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'])
  new Worker('setInterval(() => 0, 1000)', { eval: true })
  fs.watch(__dirname)
  await new Promise((done) => dgram.createSocket('udp4').bind(0, '127.0.0.1', done))
  for (const delay of [1000, 2000]) setTimeout(() => undefined, delay * 100)
  setInterval(() => undefined, 1000).unref()
}
`
  const run = await why({ files: { 'setup.js': many }, config: plain })

  expect([...run.stdout.matchAll(/● (.*?), opened by globalSetup/g)].map(([, what]) => what)).toEqual([
    'a child process',
    'a file watcher',
    'a UDP socket',
    '2 timers',
    'a worker thread',
  ])
  expect(run.stdout).toMatch(/^Jest is done, but 6 things keep the process alive:$/m)
  expect(run.stdout).not.toMatch(/WRAP|Wrap/)
  // The child does not outlive the run.
  expect(run.stdout).toContain('closed:  ended together with Jest')
  expect(run.leftProcesses).toBe(false)
})

test('arguments after -- go to Jest, and what would hide the answer is overruled', async () => {
  const run = await why(
    {
      files: { 'setup.js': setup },
      config: { ...plain, forceExit: true, detectOpenHandles: true, openHandlesTimeout: 0 },
    },
    ['--', '--ci', '-t', 'no such test', '--forceExit', 'a.test'],
  )

  expect(run.code).toBe(1)
  expect(withoutPort(run.stdout)).toContain(serverOfGlobalSetup)
  expect(run.stderr).toMatch(/^Tests: +1 skipped, 1 total$/m)
})

test('--json prints nothing but data on stdout', async () => {
  const fixture = await createFixture({
    files: {
      ...suite,
      'setup.js': setup,
      'a.test.js': "test('a', () => void process.stdout.write('noise'))\n",
    },
    config: plain,
  })
  const run = await runLeakguard(fixture, ['why', '--json', '--', '--runInBand'])

  expect(run.code).toBe(1)
  expect(JSON.parse(run.stdout)).toMatchObject({
    version: 1,
    jest: '30.5.2',
    exitCode: 1,
    keptAlive: [{ type: 'http-server', owner: 'globalSetup', site: { file: 'setup.js', line: 5 } }],
  })

  await fixture.write({ 'setup.js': 'module.exports = () => undefined\n' })
  const clean = await runLeakguard(fixture, ['why', '--json'])
  expect(clean.code).toBe(0)
  expect(JSON.parse(clean.stdout)).toMatchObject({ version: 1, exitCode: 0, keptAlive: [] })
})

test("Jest's workers are left alone", async () => {
  const source = `const { isMainThread } = require('node:worker_threads')
test('nothing of the command is left', () => {
  expect(process.execArgv).toEqual([])
  expect(Object.keys(process.env).filter((name) => /^LEAKGUARD|^NODE_OPTIONS/.test(name))).toEqual([])
  expect(loaded).toEqual([])
})
`
  const environment = `const { TestEnvironment } = require('jest-environment-node')
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup()
    this.global.loaded = Object.keys(require.cache).filter((file) => /why-is-node-running|why.session/.test(file))
  }
}
`
  const fixture = await createFixture({
    files: { 'environment.js': environment, 'a.test.js': source, 'b.test.js': source },
    config: { testEnvironment: './environment.js' },
  })
  for (const threads of [[], ['--workerThreads']]) {
    // Without timings of an earlier run Jest takes workers for two files.
    const cache = `--cacheDirectory=${fixture.root}/cache${threads.length}`
    const run = await runLeakguard(fixture, ['why', '--', '--maxWorkers=2', cache, ...threads])
    expect(run.stderr).toMatch(/^Tests: +2 passed, 2 total$/m)
    expect(run.code).toBe(0)
  }
})

test('a Jest that leaves by force gets no clean bill', async () => {
  const files = { 'setup.js': setup, 'a.test.js': "test('a', () => { throw new Error('no') })\n" }
  const run = await why({ files, config: { ...plain, bail: 1 } })

  expect(run.code).toBe(1)
  expect(run.stderr).toContain('leakguard why: Jest left by force with exit code 1, so nothing is known')
})

test('works with our preset, whose own notice names the command in an ordinary run', async () => {
  const fixture = await createFixture({
    files: { ...suite, 'setup.js': setup },
    config: { ...plain, preset: 'jest-leakguard' },
  })
  const run = await runLeakguard(fixture, ['why'])
  expect(withoutPort(run.stdout)).toContain(serverOfGlobalSetup)
  expect(run.stderr).not.toContain('npx jest-leakguard why')

  const ordinary = await fixture.run({ args: ['-t', 'a'], timeout: 8000 })
  expect(ordinary.stderr).toContain('Jest is done, but the process is still alive')
  expect(ordinary.stderr).toContain('\n  a TCP or HTTP server\n')
  expect(ordinary.stderr).toMatch(/^ {2}npx jest-leakguard why -- .* -t a$/m)
  expect(ordinary.stderr).not.toContain('Jest did not exit')
})
