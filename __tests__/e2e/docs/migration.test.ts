import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { installLibraries } from '../support/install/libraries'
import { createFixture, type Fixture } from '../support/run/run-jest'
import { runLeakguard } from '../support/run/run-leakguard'

const page = readFileSync(path.resolve(__dirname, '../../../docs/migration.md'), 'utf8')
const commands = [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
)

const suite = {
  'package.json': '{ "name": "app", "scripts": { "test": "jest" } }\n',
  '.gitignore': 'node_modules\nleak-report\n',
  // What the guide tells to write before the linter runs; that it is there earlier changes nothing.
  'eslint.config.js': /```js\n([^]*?)```/.exec(page)?.[1] ?? '',
  'server.js': `const http = require('node:http')
class Server {
  static async start() { return new Server(http.createServer().listen(0)) }
  constructor(server) { this.server = server }
  async stop() { await new Promise((done) => setTimeout(done, 20)); await new Promise((done) => this.server.close(done)) }
}
module.exports = { Server }
`,
  'hook.test.js': `const { Pool } = require('pg')
const { Server } = require('./server')
let server
let pool
beforeAll(async () => {
  server = await Server.start()
  pool = new Pool()
})
afterAll(async () => {
  pool.end()
})
test('is up', () => {
  expect([server.server.listening, pool.totalCount]).toEqual([true, 0])
})
`,
  'timer.test.js': `test('polls', () => {
  const timer = setInterval(() => {}, 60_000)
  expect(timer.hasRef()).toBe(true)
})
test('polls for the vendor', () => {
  setInterval(() => {}, 60_000)
})
`,
}

interface Outcome {
  readonly code: number | null
  readonly output: string
}

async function run(command: string, fixture: Fixture, eslint: string): Promise<Outcome> {
  const words = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
  const [first, second, ...rest] = words
  if (first === 'git') {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words.slice(1)], {
      cwd: fixture.root,
      stdio: 'ignore',
    })
    return { code: 0, output: '' }
  }
  if (second === 'jest-leakguard') {
    const { code, stdout, stderr } = await runLeakguard(fixture, rest)
    return { code, output: stdout + stderr }
  }
  if (second === 'jest') return fixture.run({ args: rest })
  const { status, stdout } = spawnSync(process.execPath, [eslint, ...rest], {
    cwd: fixture.root,
    encoding: 'utf8',
  })
  return { code: status, output: stdout }
}

test('the commands of the guide, in their order: what each says, and a suite that leaks nothing at the end', async () => {
  const eslint = path.join(await installLibraries({ eslint: '9.39.5' }), 'eslint/bin/eslint.js')
  const fixture = await createFixture({ files: suite, config: false })
  execFileSync('git', ['init', '-q'], { cwd: fixture.root })
  const said: [command: string, code: number | null, output: string][] = []
  for (const command of commands) {
    const { code, output } = await run(command, fixture, eslint)
    said.push([command, code, output])
  }
  const of = (command: string, time = 0): readonly [number | null, string] => {
    const [, code = null, output = ''] = said.filter(([name]) => name === command)[time] ?? []
    return [code, output]
  }
  const saying = (text: string): string => expect.stringContaining(text) as string
  expect(of('npx jest-leakguard init')).toEqual([0, saying('a planted leak fails in it')])
  expect(of('npx jest-leakguard baseline create --runs 2')).toEqual([
    0,
    saying('wrote .leakguard-baseline.json'),
  ])
  expect(of('npx jest')).toEqual([0, saying('in the baseline')])
  expect(of('npx eslint .')).toEqual([1, saying('leakguard/require-cleanup')])
  expect(of('npx jest-leakguard fix --dry-run')).toEqual([1, saying('+    clearInterval(timer)')])
  expect(of('npx jest-leakguard fix')).toEqual([1, saying('leakguard fix: 2 fixed, 1 left')])
  expect(of('npx jest-leakguard baseline prune')[0]).toBe(0)
  expect(of(commands.find((command) => command.includes('--allow')) ?? '')).toEqual([0, saying('1 allowed')])
  expect(of('npx jest-leakguard baseline check')[0]).toBe(0)
  expect(of('npx jest', 1)).toEqual([0, saying('1 allowed')])
  expect(JSON.parse(await fixture.read('.leakguard-baseline.json'))).toMatchObject({ leaks: [] })
  expect(await fixture.read('hook.test.js')).toContain('  await pool.end()')
})
