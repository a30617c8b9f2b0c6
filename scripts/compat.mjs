// npm run compat -- [--jest <version>] [--node <binary>]
// Builds and packs this package, installs it beside any Jest, and runs a leaking suite and its clean twin on any Node:
// does each leak fail its owner, and nothing else? For versions that nobody has tried yet.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const windows = process.platform === 'win32'
const { jest, node } = parseArgs({
  options: {
    jest: { type: 'string', default: 'latest' },
    node: { type: 'string', default: process.execPath },
  },
}).values

/** What is opened, how it is closed, and what the verdict names. */
const cases = [
  ['timer', 'setInterval(() => {}, 60_000)', 'clearInterval(it)', 'timer'],
  ['server', 'require("node:http").createServer().listen(0)', 'it.close()', 'HTTP server'],
  ['socket', 'require("node:dgram").createSocket("udp4").bind(0)', 'it.close()', 'UDP socket'],
  [
    'child',
    'require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"])',
    'it.kill()',
    'child process',
  ],
  ['watcher', 'require("node:fs").watch(__dirname)', 'it.close()', 'file watcher'],
  [
    'worker',
    'new (require("node:worker_threads").Worker)("setInterval(() => {}, 1000)", { eval: true })',
    'await it.terminate()',
    'worker thread',
  ],
]

const directory = mkdtempSync(join(tmpdir(), 'leakguard-compat-'))
try {
  process.exitCode = check() ? 0 : 1
} finally {
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

function check() {
  npm(['run', '--silent', 'build'], root)
  const [{ filename }] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', directory], root),
  )
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({ private: true, jest: { preset: 'jest-leakguard/strict' } }),
  )
  npm(
    ['install', '--no-audit', '--no-fund', '--no-update-notifier', `jest@${jest}`, `./${filename}`],
    directory,
  )
  const { version } = JSON.parse(readFileSync(join(directory, 'node_modules/jest/package.json'), 'utf8'))
  const running = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  console.log(`Jest ${version}, Node ${running}, ${process.platform}`)

  const leaking = run(
    'leaking',
    cases.map(([name, open]) => `test('${name}', () => { const it = ${open} })`),
  )
  const clean = run(
    'clean',
    cases.map(([name, open, close]) => `test('${name}', async () => { const it = ${open}; ${close} })`),
  )
  const wrong = [
    ...cases.flatMap(([name, , , words]) => expectFailure(leaking, name, words)),
    ...cases.flatMap(([name]) =>
      clean.failures.has(name) ? [`clean: "${name}" fails: ${clean.failures.get(name)}`] : [],
    ),
    ...[leaking, clean].flatMap(({ output }) => output.match(/^.*jest-leakguard: .*$/gm) ?? []),
    ...(clean.status === 0 ? [] : [`clean: exit code ${clean.status}`]),
    ...(leaking.status === 1 ? [] : [`leaking: exit code ${leaking.status}`]),
  ]
  for (const line of wrong) console.log(line)
  if (wrong.length > 0) console.log(`${leaking.output}\n${clean.output}`)
  console.log(wrong.length === 0 ? `${2 * cases.length} tests as expected` : `${wrong.length} deviations`)
  return wrong.length === 0
}

function expectFailure({ failures }, name, words) {
  const message = failures.get(name)
  if (message === undefined) return [`leaking: "${name}" passes`]
  const first = message.split('\n')[0]
  const place = /leaking[\\/]leaking\.test\.js:\d+:\d+/.test(message)
  return first.includes(words) && place ? [] : [`leaking: "${name}" says: ${message}`]
}

function run(name, tests) {
  const home = join(directory, name)
  mkdirSync(home)
  writeFileSync(join(home, `${name}.test.js`), tests.join('\n'))
  const results = join(directory, `${name}.json`)
  const args = ['node_modules/jest/bin/jest.js', name, '--json', `--outputFile=${results}`]
  const { status, stderr } = spawnSync(node, args, {
    cwd: directory,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, PATH: `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH}` },
  })
  const assertions = JSON.parse(readFileSync(results, 'utf8')).testResults.flatMap(
    (file) => file.assertionResults,
  )
  const failed = assertions.filter((assertion) => assertion.status === 'failed')
  return {
    status,
    output: stderr,
    failures: new Map(failed.map(({ title, failureMessages }) => [title, failureMessages.join('\n')])),
  }
}

function npm(args, cwd) {
  return execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    shell: windows,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
