// Kinds of projects as their users have them: each template of `projects/` is installed from npm into a folder of its
// own, `jest-leakguard init` is run there, and then must hold: a clean run without a word of ours, a planted leak found
// on each kind of owner, and a doctor who is content.
//
//   npm run projects                 all of them
//   npm run projects -- esm nest     some
//   npm run projects -- --fast       those that are installed within a minute, as in CI
//   ... -- --tarball jest-leakguard.tgz --keep
//   ... -- --update-docs             writes what is printed into the pages of docs/kinds
//
// A kind that cannot be installed here is skipped, and named with npm's reason.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

import { leakIn, readPage, withOutput } from './docs-page.cjs'

const root = path.resolve(import.meta.dirname, '..')
const pnpm = 'pnpm@10.34.9'

/** An environment of its own, ES modules, workspaces with jsdom: what differs most for least to install. */
const fast = ['happy-dom', 'esm', 'npm-workspaces']

/** What its first test loads and transforms takes longer than a test may on a busy machine. */
const patiently = '--testTimeout=120000'
const native = `npm test -- ${patiently}`
/** Its own script waits for changes. */
const expo = `npm test -- --watchAll=false ${patiently}`

/**
 * `setup`: what is needed beside packages; `tests`: what runs the tests; `leaks`: where leaks are planted, and what runs
 * them there; `page`: of `docs/kinds`, whose example must print what it says; `refused`: what `init` says of a kind that it
 * cannot help.
 */
const kinds = {
  'testing-library': { leaks: { 'src/leaks.test.jsx': 'npm test' } },
  'happy-dom': { leaks: { 'leaks.test.js': 'npm test' } },
  esm: { leaks: { 'leaks.test.js': 'npm test' } },
  'npm-workspaces': {
    leaks: {
      'packages/api/leaks.test.js': 'npm test',
      'packages/web/leaks.test.js': 'npm test --workspace packages/web',
    },
  },
  'pnpm-workspaces': {
    manager: 'pnpm',
    leaks: {
      'apps/web/leaks.test.js': 'pnpm --dir apps/web test',
      'libs/money/leaks.test.js': 'pnpm --dir libs/money test',
    },
  },
  nest: {
    tests: ['npm test', 'npm run test:e2e'],
    leaks: { 'src/leaks.spec.ts': 'npm test', 'test/leaks.e2e-spec.ts': 'npm run test:e2e' },
  },
  next: { page: 'next.md', leaks: { '__tests__/leaks.test.tsx': 'npm test' } },
  angular: { page: 'angular.md', leaks: { 'src/leaks.spec.ts': 'npm test' } },
  vue: { tests: ['npm run test:unit'], leaks: { 'tests/unit/leaks.spec.js': 'npm run test:unit' } },
  'react-native': { page: 'react-native.md', tests: [native], leaks: { '__tests__/leaks.test.js': native } },
  expo: { tests: [expo], leaks: { '__tests__/leaks.test.js': expo } },
  nx: {
    tests: ['npx jest'],
    leaks: { 'apps/api/src/leaks.spec.ts': 'npx jest', 'apps/web/src/leaks.spec.ts': 'npx jest' },
  },
  // Without the engine, which comes from a server of Prisma's own: a driver adapter needs none.
  prisma: {
    setup: ['npm run generate', 'node prisma/create-table.mjs'],
    leaks: { 'src/leaks.spec.ts': 'npm test' },
  },
  'create-react-app': { refused: /react-scripts test.* brings a configuration of its own/ },
}

/** One leak of a test, one of a describe block, one of the file; `ts-jest` compiles it as well. */
const leaking = `// @ts-nocheck
const every = 60_000
setInterval(() => undefined, every)
describe('of a block', () => {
  beforeAll(() => {
    setInterval(() => undefined, every)
  })
  test('is clean', () => {
    clearInterval(setInterval(() => undefined, every))
  })
  test('leaks in a test', () => {
    setInterval(() => undefined, every)
  })
})
export {}
`
const owners = [
  /● of a block › leaks in a test\n+ +LeakError: this test leaked a timer/,
  /LeakError: of a block: this describe block leaked a timer/,
  /LeakError: this file leaked a timer/,
]

const { values, positionals } = parseArgs({
  options: {
    tarball: { type: 'string' },
    fast: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    'update-docs': { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const unknown = positionals.filter((name) => !Object.hasOwn(kinds, name))
if (unknown.length > 0) {
  console.error(`unknown kind ${unknown.join(', ')}; known: ${Object.keys(kinds).join(', ')}`)
  process.exit(64)
}

const home = mkdtempSync(path.join(tmpdir(), 'jest-kinds-'))
const tarball = path.resolve(values.tarball ?? pack())
const all = values.fast ? fast : Object.keys(kinds)
const chosen = positionals.length > 0 ? positionals : all
const counts = { ok: 0, fail: 0, skip: 0 }
for (const name of chosen) {
  const { state, problems } = check(name, kinds[name])
  counts[state] += 1
  console.log(`${state.padEnd(4)}  ${name}${problems.map((each) => `\n        ${each}`).join('')}`)
}
if (values.fast) {
  const others = Object.keys(kinds).filter((name) => !chosen.includes(name))
  console.log(`skip  ${others.join(', ')}: they take minutes to install; \`npm run projects\` runs them`)
}
console.log(
  `kinds of projects: ${counts.ok} ok, ${counts.fail} failed, ${counts.skip} could not be installed`,
)
if (!values.keep) rmSync(home, { recursive: true, force: true })
// Where nothing could be installed, nothing is known.
process.exitCode = counts.fail === 0 && counts.ok > 0 ? 0 : 1

function pack() {
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', home], {
    cwd: root,
    encoding: 'utf8',
  })
  return path.join(home, JSON.parse(packed)[0].filename)
}

/** What is not as it must be. */
function check(name, kind) {
  const directory = path.join(home, name)
  cpSync(path.join(root, 'projects', name), directory, { recursive: true })
  const installed = install(directory, kind)
  if (installed.status !== 0)
    return { state: 'skip', problems: [`cannot be installed here: ${reasonOf(installed.output)}`] }
  const problems = problemsIn(directory, name, kind)
  if (!values.keep) rmSync(directory, { recursive: true, force: true })
  return { state: problems.length === 0 ? 'ok' : 'fail', problems }
}

function problemsIn(
  directory,
  name,
  { manager = 'npm', tests = [manager === 'pnpm' ? 'pnpm test' : 'npm test'], leaks = {}, refused, page },
) {
  const command = manager === 'pnpm' ? 'pnpm exec jest-leakguard' : 'npx --no-install jest-leakguard'
  if (refused !== undefined) return refusedProblems(run(directory, [`${command} init`]), refused)
  const before = run(directory, tests)
  if (before.status !== 0) return [`fails without jest-leakguard: ${tail(before.output)}`]
  const init = run(directory, [`${command} init`])
  if (init.status !== 0) return [`init exits with ${init.status}: ${init.output.trim()}`]
  const problems = []
  const clean = run(directory, tests)
  if (clean.status !== 0 || /leakguard|Leaks: /i.test(spoken(clean.output)))
    problems.push(`a clean run: ${tail(clean.output)}`)
  const doctor = run(directory, [`${command} doctor`])
  // What Jest 29 and an older Node do to each other is so whatever is set up.
  const told = doctor.output.replace(/^warn {2}with Jest 29 on Node below 24.*$/m, '')
  if (doctor.status !== 0 || /^(?:warn|fail)/m.test(told)) problems.push(`doctor: ${doctor.output.trim()}`)
  for (const [file, by] of Object.entries(leaks)) {
    const isScript = /\.js$/.test(file) && !file.startsWith('libs/money') && name !== 'esm'
    writeFileSync(path.join(directory, file), isScript ? leaking.replace('export {}\n', '') : leaking)
    const found = run(directory, [by])
    rmSync(path.join(directory, file))
    const missing = owners.filter((owner) => !owner.test(found.output))
    if (found.status === 0 || missing.length > 0)
      problems.push(`${file}: not found: ${missing.join(' ')}\n${tail(found.output)}`)
  }
  if (page !== undefined) problems.push(...pageProblems(directory, page, tests[0]))
  return problems
}

function refusedProblems({ status, output }, refused) {
  return status === 2 && refused.test(output) ? [] : [`init exits with ${status}, and says: ${output.trim()}`]
}

/** Is what a page of the documentation says that is printed what is printed? */
function pageProblems(directory, name, by) {
  const page = path.join(root, 'docs/kinds', name)
  const text = readFileSync(page, 'utf8')
  const { files, output } = readPage(text)
  for (const [file, source] of Object.entries(files)) writeFileSync(path.join(directory, file), source)
  const found = run(directory, [`${by}${by.includes(' -- ') ? '' : ' --'} leaking`])
  for (const file of Object.keys(files)) rmSync(path.join(directory, file))
  const printed = leakIn(found.output)
  if (printed === '') return [`docs/kinds/${name}: nothing leaks\n${tail(found.output)}`]
  if (values['update-docs']) writeFileSync(page, withOutput(text, printed))
  else if (printed !== output) return [`docs/kinds/${name} is to say:\n${printed}`]
  return []
}

function install(directory, { manager, setup = [] }) {
  appendFileSync(path.join(directory, '.gitignore'), 'node_modules\nleak-report\n')
  if (manager === 'pnpm')
    return run(directory, [
      'pnpm install --ignore-scripts',
      `pnpm add --workspace-root --save-dev ${tarball}`,
    ])
  return run(directory, [`npm install --ignore-scripts --no-audit --no-fund --save-dev ${tarball}`, ...setup])
}

/** Commands as a shell has them, the first that fails ends it. */
function run(directory, commands) {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    CI: '',
    npm_config_update_notifier: 'false',
    NX_DAEMON: 'false',
  }
  for (const name of Object.keys(env))
    if (/^(?:npm_(?!config_)|JEST_|LEAKGUARD_|NODE_OPTIONS|NODE_ENV)/.test(name)) delete env[name]
  let output = ''
  for (const command of commands) {
    const real = command.replace(/^pnpm\b/, `npx --yes ${pnpm}`)
    const { status, stdout, stderr, error } = spawnSync(real, {
      cwd: directory,
      shell: true,
      encoding: 'utf8',
      env,
      timeout: 600_000,
    })
    output += `${stdout}${stderr}${error === undefined ? '' : `\n\`${command}\`: ${error.message}`}`
    if (status !== 0) return { status: status ?? 1, output }
  }
  return { status: 0, output }
}

/** Without the commands that package managers print before they run them. */
function spoken(output) {
  return output.replaceAll(/^(?:> |\S+ \S+\$ ).*$/gm, '')
}

/** npm and pnpm end with where their log is. */
function reasonOf(output) {
  const lines = output.trim().split('\n')
  return lines.find((line) => /^npm (?:error|ERR!) (?!code )|ERR_PNPM/.test(line)) ?? lastLine(output)
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? ''
}

function tail(output) {
  return output.trim().split('\n').slice(-40).join('\n')
}
